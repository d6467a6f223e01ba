/** Halvings of the interval that holds a quantile: exact to a double. */
const halvings = 200

/**
 * P(-t < T < t) for Student's T with a whole number of degrees of freedom: the finite sums 26.7.3 and 26.7.4
 * of Abramowitz and Stegun (1964).
 *
 * @param t 0 or more
 * @param degrees 1, 2, 3 …
 */
export function studentCentralProbability(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees))
  const squaredCosine = Math.cos(angle) ** 2
  const odd = degrees % 2 === 1
  let term = odd ? Math.cos(angle) : 1
  let sum = 0
  for (let power = odd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term
    term *= (squaredCosine * (power + 1)) / (power + 2)
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
}

/**
 * The quantile of Student's distribution for a probability above one half, by bisection.
 *
 * @param probability from 0.5 to below 1
 * @param degrees degrees of freedom, a whole number from 1
 * @throws RangeError outside these ranges
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability >= 0.5 && probability < 1)) {
    throw new RangeError(`Student quantile: got probability ${probability}, expected 0.5 to below 1`)
  }
  if (!Number.isInteger(degrees) || degrees < 1) {
    throw new RangeError(`Student quantile: got ${degrees} degrees of freedom, expected 1, 2, 3 …`)
  }
  const central = 2 * probability - 1
  let high = 1
  while (studentCentralProbability(high, degrees) < central) high *= 2
  let low = 0
  for (let i = 0; i < halvings && high > low; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (studentCentralProbability(middle, degrees) < central) low = middle
    else high = middle
  }
  return (low + high) / 2
}
