import { readFileSync } from 'node:fs'
import type { TimeTo } from '../../src/core/silo-path.ts'

type Pair<T> = { readonly first: T; readonly second: T }
type Survivors = {
  readonly rows: readonly (readonly [number, number, number, number, number | null, number | null])[]
  readonly median: number | null
  readonly mean: number
  readonly variance: number
  readonly uncensoredVariance: number | null
}

/** What scipy, lifelines, scikit-learn and dcor make of small data: oracle.py writes it. */
export interface Oracle {
  readonly distributions: {
    readonly normal: readonly (readonly [number, number, number])[]
    readonly student: readonly (readonly [number, number, number])[]
  }
  readonly bca: {
    readonly given: readonly {
      readonly level: number
      readonly estimate: number
      readonly replications: readonly number[]
      readonly jackknifed: readonly (readonly number[])[]
      readonly interval: readonly [number, number]
    }[]
    readonly sample: readonly number[]
    readonly interval: readonly [number, number]
  }
  readonly permutation: readonly (Pair<number[]> & { readonly difference: number; readonly welch: number })[]
  readonly stratified: { readonly strata: readonly Pair<number[]>[]; readonly pValue: number }
  readonly signFlip: readonly { readonly differences: number[]; readonly pValue: number }[]
  readonly survival: readonly (Pair<TimeTo[]> & {
    readonly statistic: number
    readonly pValue: number
    readonly horizon: number
    readonly a: Survivors
    readonly b: Survivors
  })[]
  readonly distances: Pair<number[]> & {
    readonly wasserstein: number
    readonly energy: number
    readonly firstVectors: number[][]
    readonly secondVectors: number[][]
    readonly energyOfVectors: number
    readonly energyPValue: number
    readonly bandwidth: number
    readonly mmd: number
    readonly mmdPValue: number
  }
  readonly partitions: readonly (Pair<number[]> & { readonly index: number; readonly nats: number })[]
  readonly maxT: Pair<number[][]> & { readonly pValues: readonly number[] }
  readonly scaling: {
    readonly distances: number[][]
    readonly pictureDistances: number[][]
    readonly share: number
  }
  readonly ranks: readonly (Pair<number[]> & { readonly correlation: number })[]
  readonly matchings: readonly (Pair<number[]> & { readonly agreement: number })[]
  readonly interaction: Pair<number[][]> & { readonly pValue: number }
  readonly pairedEnergy: Pair<number[][]> & { readonly pValue: number }
}

export const oracle = JSON.parse(readFileSync(new URL('oracle.json', import.meta.url), 'utf8')) as Oracle

/** Requires a number to agree with the oracle's: to 1e-9, relative where it is above 1. */
export function agrees(given: number | null | undefined, expected: number, tolerance = 1e-9): void {
  const off = typeof given === 'number' ? Math.abs(given - expected) : Number.POSITIVE_INFINITY
  if (!(off <= tolerance * Math.max(1, Math.abs(expected)))) {
    throw new Error(`got ${given}, the oracle has ${expected}`)
  }
}
