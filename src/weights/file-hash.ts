import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'

/** The sha256 of a text or of bytes, in lower-case hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** The sha256 of a file's bytes, read now. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash, signal === undefined ? {} : { signal })
  return hash.digest('hex')
}

const remembered = z.object({ bytes: z.number(), modified: z.number(), sha256: z.string() })

/**
 * The sha256 of a file, read only where its size or time of change is new: hashing gigabytes at every start
 * would cost more than many runs. What was read is remembered in the cache folder.
 */
export async function knownHash(cache: string, path: string): Promise<string> {
  const { size: bytes, mtimeMs: modified } = await stat(path)
  const note = notePath(cache, path)
  const old = remembered.safeParse(parsed(await readFile(note, 'utf8').catch(() => '')))
  if (old.success && old.data.bytes === bytes && old.data.modified === modified) return old.data.sha256
  return rememberHash(cache, path, await hashFile(path))
}

/** Notes the hash of a file as it is now. */
export async function rememberHash(cache: string, path: string, hash: string): Promise<string> {
  const { size: bytes, mtimeMs: modified } = await stat(path)
  const note = notePath(cache, path)
  await mkdir(dirname(note), { recursive: true })
  // By rename, so that another process never reads half a note.
  const draft = `${note}.${process.pid}`
  await writeFile(draft, JSON.stringify({ bytes, modified, sha256: hash }))
  await rename(draft, note)
  return hash
}

function notePath(cache: string, path: string): string {
  return join(cache, 'hashes', `${sha256(resolve(path))}.json`)
}

/** Absent or torn notes are no notes: the file is then hashed anew. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
