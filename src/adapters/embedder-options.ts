import { badInput } from '../core/errors.ts'

/** Numbers that ONNX weights come in. */
export const dtypes = ['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4'] as const
export type Dtype = (typeof dtypes)[number]

/** What the reference of an embedder may ask for after its name. */
export interface EmbedderOptions {
  /** Put before every text: the task prefix that some models are trained with, such as `clustering: `. */
  readonly prefix: string
  /** Leading dimensions that are kept, of a model that was trained for it; null: all, as they are. */
  readonly dimensions: number | null
  /** null: the weights that the name stands for by itself. */
  readonly dtype: Dtype | null
}

/** A reference in parts. */
export interface EmbedderReference {
  /** Without the options. */
  readonly name: string
  readonly options: EmbedderOptions
}

/**
 * Splits `NAME?prefix=TEXT&dimensions=N&dtype=TYPE`, written as in a URL (a space as `%20`, or as it is).
 *
 * @param known the options that this kind of embedder has
 * @throws InputError for an option that it has not, or a value that is not accepted
 */
export function embedderReference(
  reference: string,
  known: readonly (keyof EmbedderOptions)[],
): EmbedderReference {
  const at = reference.indexOf('?')
  const name = at < 0 ? reference : reference.slice(0, at)
  const given = new Map<string, string>()
  for (const [key, value] of new URLSearchParams(at < 0 ? '' : reference.slice(at + 1))) {
    if (!known.some((option) => option === key) || given.has(key)) {
      throw badInput('embedder', reference, `each of ${known.join(', ')} at most once after the "?"`)
    }
    given.set(key, value)
  }
  return {
    name,
    options: {
      prefix: given.get('prefix') ?? '',
      dimensions: dimensionsOf(reference, given.get('dimensions')),
      dtype: dtypeOf(reference, given.get('dtype')),
    },
  }
}

function dimensionsOf(reference: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 2) return value
  throw badInput('embedder', reference, 'dimensions as a whole number, 2 or more')
}

function dtypeOf(reference: string, text: string | undefined): Dtype | null {
  if (text === undefined) return null
  const found = dtypes.find((dtype) => dtype === text)
  if (found === undefined) throw badInput('embedder', reference, `a dtype of ${dtypes.join(', ')}`)
  return found
}
