import { homedir } from 'node:os'
import { join } from 'node:path'
import type { CatalogueFile, CatalogueModel } from './model-entry.ts'

/**
 * The user's cache folder: SILOTWIN_CACHE where set, otherwise the platform's place for caches. Never inside
 * node_modules, which every install empties.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { SILOTWIN_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = environment
  if (SILOTWIN_CACHE) return SILOTWIN_CACHE
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'silotwin', 'cache')
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'silotwin')
}

/** The folder that holds one folder a model, by its name. */
export function modelsFolder(cache: string): string {
  return join(cache, 'models')
}

/** Where a file of a model lies. */
export function pathOf(cache: string, model: CatalogueModel, file: CatalogueFile): string {
  return join(modelsFolder(cache), model.name, file.path)
}
