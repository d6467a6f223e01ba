import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { badInput, FailureError, messageOf } from '../core/errors.ts'
import { withLock } from '../storage/with-lock.ts'
import { cacheFolder, modelsFolder } from '../weights/cache-folder.ts'
import { catalogue, type OnnxModel } from '../weights/catalogue.ts'
import { download } from '../weights/download.ts'
import { hubPatience } from '../weights/fetch-source.ts'
import { knownHash, sha256 } from '../weights/file-hash.ts'
import { ensureModel, type PullProgress } from '../weights/models.ts'
import { askRegistry, hubBase } from '../weights/registries.ts'

/** The files of an embedding model, all in the cache. */
export interface ModelFiles {
  /** ORG/NAME, the path of the model's folder from `parent`. */
  readonly name: string
  readonly parent: string
  readonly dtype: OnnxModel['dtype']
  /** The commit on the hub; null for files that the catalogue names by hash. */
  readonly revision: string | null
  /** One hash over the names and hashes of all files. */
  readonly digest: string
}

/** What a sentence embedder with 32-bit weights consists of. */
const fullPrecision = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx']

/**
 * The files of `transformers:ORG/NAME[@REVISION]`, fetched where they are missing: those of a catalogue model
 * by hash, those of any other model from the hub, pinned to the commit that the revision (`main`) is at.
 * They are not left to transformers.js to fetch: 4.3.1 asks for some files at `main` whatever revision is given.
 *
 * @throws InputError for a reference of another form
 * @throws FailureError where the files cannot be had
 */
export async function filesOf(
  reference: string,
  onProgress: (progress: PullProgress) => void,
): Promise<ModelFiles> {
  const parts = /^transformers:([\w.-]+\/[\w.-]+)(?:@([\w.-]+))?$/.exec(reference)
  if (parts === null) throw badInput('embedder', reference, 'transformers:ORG/NAME[@REVISION]')
  const [, name, asked] = parts
  const cache = cacheFolder()
  const known = catalogue.find((model) => model.name === name)
  if (known?.kind === 'onnx' && asked === undefined) {
    await ensureModel(known, { onProgress })
    const hashes = new Map(known.files.map((file) => [file.path, file.sha256]))
    const parent = modelsFolder(cache)
    return { name, parent, dtype: known.dtype, revision: null, digest: digestOf(hashes) }
  }

  const revision = await commitOf(name, asked ?? 'main')
  const parent = join(cache, 'hub', revision)
  const hashes = new Map<string, string>()
  await withLock(join(parent, `${name}.lock`), async () => {
    for (const path of fullPrecision) {
      const place = join(parent, name, path)
      if (!(await isThere(place))) await fetchFile(name, revision, path, place, onProgress)
      hashes.set(path, await knownHash(cache, place))
    }
  })
  return { name, parent, dtype: 'fp32', revision, digest: digestOf(hashes) }
}

async function fetchFile(
  name: string,
  revision: string,
  path: string,
  place: string,
  onProgress: (progress: PullProgress) => void,
): Promise<void> {
  const url = `${hubBase()}/${name}/resolve/${revision}/${path}`
  const label = `${path} from hub ${name}`
  const onBytes = (done: number, total: number | null) => onProgress({ label, done, total: total ?? done })
  try {
    await download(url, place, { patience: hubPatience, onBytes })
  } catch (error) {
    throw unreachable(name, url, error)
  }
}

/** The commit that a branch or tag of the hub is at; a commit is itself, without asking. */
async function commitOf(name: string, revision: string): Promise<string> {
  if (/^[0-9a-f]{40}$/.test(revision)) return revision
  const url = `${hubBase()}/api/models/${name}/revision/${revision}`
  try {
    const { body } = await askRegistry(url, 'application/json', hubPatience.answerSeconds)
    return z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) }).parse(JSON.parse(body)).sha
  } catch (error) {
    throw unreachable(name, url, error)
  }
}

function unreachable(name: string, url: string, error: unknown): FailureError {
  const known = catalogue.filter(({ kind }) => kind === 'onnx').map((model) => `transformers:${model.name}`)
  return new FailureError(
    `${name} is not in the catalogue and the hub did not deliver it (${url}: ${messageOf(error)}). Set ` +
      `HF_ENDPOINT to a mirror that has it, add @COMMIT of a revision that was fetched before, or take one of ` +
      known.join(', '),
  )
}

function digestOf(hashes: ReadonlyMap<string, string>): string {
  return sha256(
    [...hashes]
      .map(([path, hash]) => `${path} ${hash}\n`)
      .sort()
      .join(''),
  )
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
