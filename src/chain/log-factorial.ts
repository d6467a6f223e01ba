/** From here on five terms of Stirling's series leave less than the rounding of a double. */
const stirlingFrom = 20

/**
 * The natural logarithm of n!: a sum of logarithms for small n, Stirling's series beyond it
 * (Abramowitz and Stegun 1964, 6.1.41, for the logarithm of Γ(n + 1)).
 *
 * @param n a whole number, 0 or more
 */
export function logFactorial(n: number): number {
  if (n < stirlingFrom) {
    let sum = 0
    for (let i = 2; i <= n; i++) sum += Math.log(i)
    return sum
  }
  const z = n + 1
  const square = z * z
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / z
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series
}
