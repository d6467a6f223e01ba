import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pLimit from 'p-limit'
import { messageOf } from '../core/errors.ts'

/** Vectors of texts that outlive the process. */
export interface VectorStore {
  /** The vector of a text; null where it is not there, or damaged. */
  get(text: string): Promise<Float32Array | null>
  put(text: string, vector: Float32Array): Promise<void>
}

/** Files that are read at a time. */
const filesAtOnce = 16

/** Bytes of the checksum behind each vector. */
const checksumBytes = 8

/**
 * A folder of vectors, one file a text, named by the hash of the text. Files are written beside and renamed, so
 * that any number of processes can share the folder; each carries a checksum, and one that is torn or altered
 * counts as absent and is written again.
 *
 * @param folder of the vectors of one embedder: it must differ wherever the vectors may
 * @param onFailure told once where the folder cannot be written to; then no more is written
 */
export function vectorStore(folder: string, onFailure: (message: string) => void): VectorStore {
  const limit = pLimit(filesAtOnce)
  let writable = true
  let drafts = 0
  return {
    async get(text) {
      const { path, key } = placeOf(folder, text)
      const content = await limit(() => readFile(path).catch(() => null))
      if (content === null || content.length <= checksumBytes || content.length % 4 !== 0) return null
      const bytes = content.subarray(0, -checksumBytes)
      if (!checksum(key, bytes).equals(content.subarray(-checksumBytes))) return null
      return new Float32Array(new Uint8Array(bytes).buffer)
    },
    async put(text, vector) {
      if (!writable) return
      const { path, key } = placeOf(folder, text)
      const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
      const draft = `${path}.${process.pid}-${drafts++}`
      try {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(draft, Buffer.concat([bytes, checksum(key, bytes)]), { flag: 'wx' })
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined)
        // Several may fail together.
        if (!writable) return
        writable = false
        onFailure(`vectors cannot be kept in ${folder}: ${messageOf(error)}`)
      }
    },
  }
}

function placeOf(folder: string, text: string) {
  const key = createHash('sha256').update(text).digest('hex')
  return { key, path: join(folder, key.slice(0, 2), key.slice(2)) }
}

/** Over the name too: a file in another's place is not taken for it. */
function checksum(key: string, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(key).update(bytes).digest().subarray(0, checksumBytes)
}
