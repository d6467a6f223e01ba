import seedrandom from 'seedrandom'
import { normalQuantile } from './normal-quantile.ts'

/** A reproducible source of random numbers: the only kind that anything below the edges may use. */
export interface Stream {
  /** Uniform on [0, 1) with 53 random bits. */
  uniform(): number
  /** Standard normal, by inversion of one number of 32 random bits: a step costs a fixed number of draws. */
  normal(): number
}

/**
 * The stream that belongs to an address such as (seed, replicate, purpose, agent).
 *
 * Equal addresses give equal streams and different ones unrelated streams, so neither the order of
 * completion nor the number of workers can change a draw. The generator is seedrandom's Alea.
 */
export function streamAt(...address: readonly (string | number)[]): Stream {
  const generator = seedrandom.alea(address.join('/'))
  const uniform = () => generator.double()
  return {
    uniform,
    // 32 random bits, in the middle of their steps: there is no quantile of 0.
    normal: () => normalQuantile(generator() + 2 ** -33),
  }
}

/** A whole number in [0, bound), from one uniform. */
export function uniformInteger(uniform: number, bound: number): number {
  return Math.min(Math.floor(uniform * bound), bound - 1)
}

/** The numbers 0 … size - 1 in a random order (Fisher and Yates), from size - 1 uniforms. */
export function permutation(size: number, stream: Stream): number[] {
  const order = Array.from({ length: size }, (_, i) => i)
  for (let last = size - 1; last > 0; last--) {
    const other = uniformInteger(stream.uniform(), last + 1)
    const moved = order[last]
    order[last] = order[other]
    order[other] = moved
  }
  return order
}

/** The seed of one call to a model: below 2^31, a function of the address and of nothing else. */
export function seedAt(...address: readonly (string | number)[]): number {
  return seedrandom.alea(address.join('/')).int32() >>> 1
}
