import type { Stream } from '../core/random.ts'
import { quantile, sorted } from '../statistics/quantile.ts'
import { type Labels, visitRelabelings } from '../statistics/relabelings.ts'

/** Splits that are looked at; where there are at most these many, all of them. */
const splits = 500

/** Share of the splits that stay below the floor. */
const floorShare = 0.95

/**
 * How far two halves of one ensemble lie apart: the distance that 95 % of its splits into halves stay below. What
 * is found between two systems and is no larger may be replicate noise. It shrinks as runs are added, so it is no
 * margin: see `replicateNoise`.
 *
 * @param distance between two halves, told by labels (1 for the first); null where they do not determine it
 * @returns null with fewer than two items, or where a split does not determine the distance
 */
export function noiseFloor(
  size: number,
  distance: (labels: Labels, sizeOfFirst: number) => number | null,
  stream: Stream,
): number | null {
  if (size < 2) return null
  const half = Math.floor(size / 2)
  const strata = [{ first: half, second: size - half }]
  const found: (number | null)[] = []
  visitRelabelings(strata, { resamples: splits, exactUpTo: splits, stream }, (labels) => {
    found.push(distance(labels, half))
  })
  const known = found.filter((value) => value !== null)
  return known.length < found.length ? null : quantile(sorted(known), floorShare)
}
