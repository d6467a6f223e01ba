import { tailProbability } from '../core/error-function.ts'
import { normalQuantile } from '../core/normal-quantile.ts'
import { reach } from './polarization.ts'

/** Just inside R, where rounding cannot put a draw on the border of an open interval. */
const inside = reach * (1 - 2 ** -48)
/** Half the smallest step of a uniform: stands in for 0, which has no quantile. */
const smallest = 2 ** -54

/**
 * Draws from N(pole, σ²) given that the draw lies within R of the pole: memories of a polarized state.
 * By inversion, so each costs one uniform whatever σ is.
 */
export function drawsNear(sigma: number): (pole: number, uniform: number) => number {
  const below = tailProbability(reach / sigma)
  return (pole, uniform) => {
    // From the lower half always, mirrored for the upper: the quantile is exact in the lower tail.
    const upper = uniform >= 0.5
    const share = Math.max(upper ? 1 - uniform : uniform, smallest)
    const offset = Math.min(-sigma * normalQuantile(below + share * (1 - 2 * below)), inside)
    return upper ? pole + offset : pole - offset
  }
}
