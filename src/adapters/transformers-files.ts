import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import { badInput, FailureError, messageOf } from '../core/errors.ts'
import { cacheFolder, modelsFolder } from '../weights/cache-folder.ts'
import { catalogue, type OnnxModel } from '../weights/catalogue.ts'
import { knownHash, sha256 } from '../weights/file-hash.ts'
import { ensureModel, type PullProgress } from '../weights/models.ts'
import { askRegistry, hubBase } from '../weights/registries.ts'

/** Where the files of an embedding model are, or come from. */
export interface ModelFiles {
  /** ORG/NAME. */
  readonly name: string
  readonly dtype: OnnxModel['dtype']
  /** The commit on the hub; null for files that the catalogue names by hash. */
  readonly revision: string | null
  /** What local names are relative to. */
  readonly localFolder: string
  /** What is fetched from the hub goes here. */
  readonly hubFolder: string
  /** One hash over the hashes of all files; to be asked for when they are all there. */
  digest(): Promise<string>
}

/**
 * Finds the files of `transformers:ORG/NAME[@REVISION]`: those of a catalogue model are fetched here and now,
 * any other model is the hub's, pinned to the commit that the revision (by default `main`) is at.
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
  const places = { name, localFolder: modelsFolder(cache), hubFolder: join(cache, 'hub') }
  const known = catalogue.find((model) => model.name === name)
  if (known?.kind === 'onnx' && asked === undefined) {
    const { paths, folder } = await ensureModel(known, { onProgress })
    return { ...places, dtype: known.dtype, revision: null, digest: () => digestOf(cache, folder, paths) }
  }
  const revision = await commitOf(name, asked ?? 'main')
  const folder = join(places.hubFolder, name, revision)
  return {
    ...places,
    dtype: 'fp32',
    revision,
    digest: async () => digestOf(cache, folder, await filesUnder(folder)),
  }
}

/** The commit that a branch or tag of the hub is at; a commit is itself, without asking. */
async function commitOf(name: string, revision: string): Promise<string> {
  if (/^[0-9a-f]{40}$/.test(revision)) return revision
  const address = `${hubBase()}/api/models/${name}/revision/${revision}`
  try {
    const { body } = await askRegistry(address, 'application/json', 4)
    return z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) }).parse(JSON.parse(body)).sha
  } catch (error) {
    const there = catalogue.filter(({ kind }) => kind === 'onnx').map((model) => `transformers:${model.name}`)
    throw new FailureError(
      `${name} is not in the catalogue and the hub could not be asked for it (${address}: ${messageOf(error)}). ` +
        `Set HF_ENDPOINT to a mirror that is reachable, add @COMMIT of a revision that was fetched before, or ` +
        `take one of ${there.join(', ')}`,
    )
  }
}

async function digestOf(cache: string, folder: string, paths: readonly string[]): Promise<string> {
  const lines = await Promise.all(
    paths.map(async (path) => {
      const name = relative(folder, path).replaceAll(sep, '/')
      return `${name} ${await knownHash(cache, path)}\n`
    }),
  )
  return sha256(lines.sort().join(''))
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
