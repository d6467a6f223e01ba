import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { badInput, FailureError, messageOf } from '../core/errors.ts'
import { withLock } from '../storage/with-lock.ts'
import { cacheFolder, modelsFolder } from '../weights/cache-folder.ts'
import { catalogue } from '../weights/catalogue.ts'
import { download } from '../weights/download.ts'
import { hubPatience } from '../weights/fetch-source.ts'
import { knownHash, sha256 } from '../weights/file-hash.ts'
import type { OnnxModel } from '../weights/model-entry.ts'
import { ensureModel, type PullProgress } from '../weights/models.ts'
import { askRegistry, hubBase } from '../weights/registries.ts'
import type { Dtype } from './embedder-options.ts'

/** The files of an embedding model, all in the cache. */
export interface ModelFiles {
  /** The path of the model's folder from `parent`. */
  readonly name: string
  readonly parent: string
  readonly dtype: Dtype
  /** The commit on the hub; null for files that the catalogue names by hash. */
  readonly revision: string | null
  /** By path. */
  readonly hashes: ReadonlyMap<string, string>
  /** One hash over the names and hashes of all files. */
  readonly digest: string
}

export const transformersForm = 'transformers:ORG/NAME[@REVISION][?prefix=TEXT&dimensions=N&dtype=TYPE]'

/** What a sentence embedder consists of beside its weights. */
const small = ['config.json', 'tokenizer.json', 'tokenizer_config.json']

/** The weights, as transformers.js names them. */
const weights: Readonly<Record<Dtype, string>> = {
  fp32: 'onnx/model.onnx',
  fp16: 'onnx/model_fp16.onnx',
  q8: 'onnx/model_quantized.onnx',
  int8: 'onnx/model_int8.onnx',
  uint8: 'onnx/model_uint8.onnx',
  q4: 'onnx/model_q4.onnx',
}

/**
 * The files of `transformers:ORG/NAME[@REVISION]`, fetched where they are missing: those of a catalogue model
 * by hash, those of any other model from the hub, pinned to the commit that the revision (`main`) is at.
 * They are not left to transformers.js to fetch: 4.3.1 asks for some files at `main` whatever revision is given.
 *
 * @param dtype null: that of the catalogue, or 32 bits
 * @throws InputError for a reference of another form
 * @throws FailureError where the files cannot be had
 */
export async function filesOf(
  reference: string,
  dtype: Dtype | null,
  onProgress: (progress: PullProgress) => void,
): Promise<ModelFiles> {
  const parts = /^transformers:([\w.-]+\/[\w.-]+)(?:@([\w.-]+))?$/.exec(reference)
  if (parts === null) throw badInput('embedder', reference, transformersForm)
  const [, name, asked] = parts
  const known = asked === undefined ? knownModel(name, dtype) : undefined
  return known === undefined
    ? filesFromHub(name, asked ?? 'main', dtype ?? 'fp32', onProgress)
    : filesOfCatalogue(known, onProgress)
}

function knownModel(repository: string, dtype: Dtype | null): OnnxModel | undefined {
  const fits = (model: OnnxModel) =>
    model.repository === repository && (dtype === null || model.dtype === dtype)
  return catalogue.find((model): model is OnnxModel => model.kind === 'onnx' && fits(model))
}

async function filesOfCatalogue(
  model: OnnxModel,
  onProgress: (progress: PullProgress) => void,
): Promise<ModelFiles> {
  await ensureModel(model, { onProgress })
  const { name, dtype, files } = model
  const hashes = new Map(files.map((file) => [file.path, file.sha256]))
  const parent = modelsFolder(cacheFolder())
  return { name, parent, dtype, revision: null, hashes, digest: digestOf(hashes) }
}

async function filesFromHub(
  name: string,
  asked: string,
  dtype: Dtype,
  onProgress: (progress: PullProgress) => void,
): Promise<ModelFiles> {
  const revision = await commitOf(name, asked)
  const cache = cacheFolder()
  const parent = join(cache, 'hub', revision)
  const hashes = new Map<string, string>()
  await withLock(join(parent, `${name}.lock`), async () => {
    for (const path of [...small, weights[dtype]]) {
      const place = join(parent, name, path)
      if (!(await isThere(place))) await fetchFile(name, revision, path, place, onProgress)
      hashes.set(path, await knownHash(cache, place))
    }
  })
  return { name, parent, dtype, revision, hashes, digest: digestOf(hashes) }
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
  const known = catalogue.flatMap((model) =>
    model.kind === 'onnx' ? [`transformers:${model.repository}?dtype=${model.dtype}`] : [],
  )
  return new FailureError(
    `${name} is not in the catalogue as asked and the hub did not deliver it (${url}: ${messageOf(error)}). Set ` +
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
