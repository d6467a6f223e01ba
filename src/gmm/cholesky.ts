/**
 * The lower triangle L of the Cholesky factor of a symmetric positive definite matrix, Σ = L Lᵀ.
 *
 * @param matrix d × d, row by row
 * @returns null where the matrix is not positive definite
 */
export function cholesky(matrix: ArrayLike<number>, dimensions: number): Float64Array | null {
  const lower = new Float64Array(dimensions * dimensions)
  for (let row = 0; row < dimensions; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * dimensions + column]
      for (let m = 0; m < column; m++) rest -= lower[row * dimensions + m] * lower[column * dimensions + m]
      if (row > column) lower[row * dimensions + column] = rest / lower[column * dimensions + column]
      else if (rest > 0) lower[row * dimensions + row] = Math.sqrt(rest)
      else return null
    }
  }
  return lower
}

/** ln |Σ| from the Cholesky factor of Σ. */
export function logDeterminant(lower: ArrayLike<number>, dimensions: number, offset = 0): number {
  let sum = 0
  for (let m = 0; m < dimensions; m++) sum += Math.log(lower[offset + m * dimensions + m])
  return 2 * sum
}

/**
 * The squared Mahalanobis distance (x - μ)ᵀ Σ⁻¹ (x - μ), by forward substitution.
 *
 * @param lower Cholesky factors, of which the one at `offset` counts
 * @param means means, of which the one at `meanOffset` counts
 * @param work room for d numbers
 */
export function squaredMahalanobis(
  point: Float64Array,
  means: Float64Array,
  meanOffset: number,
  lower: Float64Array,
  offset: number,
  work: Float64Array,
): number {
  const dimensions = point.length
  let sum = 0
  for (let row = 0; row < dimensions; row++) {
    let rest = point[row] - means[meanOffset + row]
    for (let m = 0; m < row; m++) rest -= lower[offset + row * dimensions + m] * work[m]
    work[row] = rest / lower[offset + row * dimensions + row]
    sum += work[row] * work[row]
  }
  return sum
}
