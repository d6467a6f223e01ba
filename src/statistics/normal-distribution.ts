import { normalQuantile } from '../core/normal-quantile.ts'

/** Halvings that leave the logarithm of a probability exact to a double. */
const halvings = 64
/** log of the smallest normal double: a probability below it counts as 0. */
const smallestLog = -708

/** P(Z < z) for a standard normal Z; the quantile function's inverse, with a relative error of about 1e-13. */
export function normalProbability(z: number): number {
  return z <= 0 ? lowerTail(z) : 1 - lowerTail(-z)
}

/** P(|Z| > |z|) for a standard normal Z; precise for large |z| too. */
export function twoSidedTail(z: number): number {
  return Math.min(1, 2 * lowerTail(-Math.abs(z)))
}

/** Bisection in log probability on Wichura's quantile function, which is precise far into the lower tail. */
function lowerTail(z: number): number {
  if (z === 0) return 0.5
  let low = smallestLog
  let high = Math.log(0.5)
  if (normalQuantile(Math.exp(low)) >= z) return 0
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2
    if (normalQuantile(Math.exp(middle)) < z) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}
