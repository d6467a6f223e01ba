import { badInput } from '../core/errors.ts'
import { ggufModels } from './gguf-models.ts'
import type { CatalogueModel } from './model-entry.ts'
import { onnxModels } from './onnx-models.ts'

/** All models whose files are known by hash. */
export const catalogue: readonly CatalogueModel[] = [...ggufModels, ...onnxModels]

/**
 * The catalogue's model of that name.
 *
 * @throws InputError naming the models there are
 */
export function modelNamed(name: string): CatalogueModel {
  const found = catalogue.find((model) => model.name === name)
  if (found === undefined) throw badInput('model', name, catalogue.map((model) => model.name).join(', '))
  return found
}
