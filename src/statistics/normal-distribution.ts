import { tailProbability } from '../core/error-function.ts'

/** P(Z < z) for a standard normal Z. */
export function normalProbability(z: number): number {
  return z <= 0 ? tailProbability(-z) : 1 - tailProbability(z)
}

/** P(|Z| > |z|) for a standard normal Z; precise for large |z| too. */
export function twoSidedTail(z: number): number {
  return Math.min(1, 2 * tailProbability(Math.abs(z)))
}
