/** Where the means of the mixtures lie in Figure 7. */
export type Arrangement = 'line' | 'circle' | 'simplex'

/** Parameters of one panel of Figure 7, and the mean t* read off it. */
export interface PublishedTimes {
  readonly arrangement: Arrangement
  /** T. */
  readonly steps: number
  /** Δ/σ from the first to the last, a quarter apart. */
  readonly from: number
  readonly to: number
  /** Δ/σ of the first value. */
  readonly firstValue: number
  /** A quarter apart; beyond the last one, nothing could be read off. */
  readonly values: readonly number[]
}

export const quarter = 0.25

/** The published runs behind every mean. */
export const publishedRuns = 50

export const publishedTimes: readonly PublishedTimes[] = [
  {
    arrangement: 'line',
    steps: 200,
    from: 0.5,
    to: 6,
    firstValue: 0.75,
    values: [
      147.6, 95.3, 70.1, 54.1, 53.3, 46.6, 43.1, 41.8, 39.3, 38.1, 38.5, 39.1, 37.2, 36.5, 34.6, 37.2, 34.3,
      36.1,
    ],
  },
  {
    arrangement: 'circle',
    steps: 400,
    from: 0.5,
    to: 3,
    firstValue: 0.5,
    values: [325.2, 163.2, 111.1, 79.8, 65.1, 58.2, 50.2, 47.7, 44.1, 43.4, 43.8],
  },
  {
    arrangement: 'simplex',
    steps: 400,
    from: 2.5,
    to: 8,
    firstValue: 2.5,
    values: [
      317.5, 261.4, 234.6, 160.2, 122.3, 109.6, 78.1, 72.1, 64.7, 61.9, 59.8, 60.1, 59.3, 52.2, 49.8, 51.8,
      52.9, 50.2, 51.9, 56.7, 56.0, 57.0, 56.7,
    ],
  },
]

/** The distances Δ/σ of a panel. */
export function distancesOf({ from, to }: PublishedTimes): readonly number[] {
  return Array.from({ length: Math.round((to - from) / quarter) + 1 }, (_, i) => from + i * quarter)
}

/** The mean t* that was read off at a distance; null where none was. */
export function publishedAt({ firstValue, values }: PublishedTimes, distance: number): number | null {
  return values[Math.round((distance - firstValue) / quarter)] ?? null
}
