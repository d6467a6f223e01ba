/** Squared Euclidean distance. */
export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += (a[d] - b[d]) ** 2
  return sum
}

export function dotProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d] * b[d]
  return sum
}

/** Index of the largest value, the lowest on a tie. */
export function argmax(values: ArrayLike<number>, from = 0, to = values.length): number {
  let best = from
  for (let i = from + 1; i < to; i++) if (values[i] > values[best]) best = i
  return best - from
}
