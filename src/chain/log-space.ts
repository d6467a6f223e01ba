/** log(1 + e^y) without overflow, and to full relative precision where e^y is small. */
export function softplus(y: number): number {
  return y > 0 ? y + Math.log1p(Math.exp(-y)) : Math.log1p(Math.exp(y))
}

/** The logistic function 1 / (1 + e^(-y)), to full relative precision at both ends. */
export function logistic(y: number): number {
  if (y >= 0) return 1 / (1 + Math.exp(-y))
  const odds = Math.exp(y)
  return odds / (1 + odds)
}

/** log(Σ e^value) over finite values (one at least), shifted by their largest so that nothing overflows. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = values[0]
  for (let i = 1; i < values.length; i++) if (values[i] > largest) largest = values[i]
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - largest)
  return largest + Math.log(sum)
}
