import { PCA } from 'ml-pca'

/** Points on their main axes. */
export interface Projection {
  /** One point an item, centered on the origin, main axis first. */
  readonly points: readonly (readonly number[])[]
  /** Share of the variance on each axis, from 0 to 1; 0 for axes that the items do not need. */
  readonly shares: readonly number[]
}

/**
 * Vectors on their first principal components (Pearson 1901). An axis points to where its coordinate of largest size
 * lies; axes that the items do not need are 0.
 *
 * @throws RangeError for fewer than two vectors, or of different lengths
 */
export function principalComponents(vectors: readonly ArrayLike<number>[], dimensions = 2): Projection {
  const lengths = new Set(vectors.map(({ length }) => length))
  if (vectors.length < 2 || lengths.size !== 1) {
    throw new RangeError(
      `principal components: got ${vectors.length} vectors of lengths ${[...lengths].join(', ')}, expected two or more of one length`,
    )
  }
  const rows = vectors.map((vector) => Array.from(vector))
  const pca = new PCA(rows, { center: true, scale: false })
  const scores = pca.predict(rows).to2DArray()
  const explained = pca.getExplainedVariance()
  const axes = Array.from({ length: dimensions }, (_, axis) => {
    const coordinates = scores.map((row) => row[axis] ?? 0)
    const size = Math.max(...coordinates.map(Math.abs))
    const leading = coordinates.find((value) => Math.abs(value) >= size * (1 - rounding)) ?? 1
    return coordinates.map((value) => value * (leading < 0 ? -1 : 1))
  })
  const share = (axis: number) => (Number.isFinite(explained[axis]) ? explained[axis] : 0)
  return {
    points: vectors.map((_, item) => axes.map((axis) => axis[item])),
    shares: axes.map((_, axis) => share(axis)),
  }
}

/** Coordinates that differ by less than this share count as equal. */
const rounding = 1e-9
