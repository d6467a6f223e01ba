import { type Stream, uniformInteger } from '../core/random.ts'

/** Places of a sample, drawn with replacement (Efron 1979), to be used for all statistics of it alike. */
export interface Resamples {
  readonly a: readonly Uint32Array[]
  readonly b: readonly Uint32Array[]
}

/**
 * Draws both samples; paired ones together. A sample of one gives none: it has no interval.
 *
 * @param paired whether place i of one belongs to place i of the other
 */
export function drawResamples(
  sizes: { readonly a: number; readonly b: number },
  paired: boolean,
  resamples: number,
  stream: Stream,
): Resamples {
  const draw = (size: number) =>
    Array.from({ length: size > 1 ? resamples : 0 }, () =>
      Uint32Array.from({ length: size }, () => uniformInteger(stream.uniform(), size)),
    )
  const a = draw(sizes.a)
  return { a, b: paired ? a : draw(sizes.b) }
}
