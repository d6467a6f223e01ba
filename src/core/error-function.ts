/** Below this the series for erf needs at most some 35 terms; from here on the fraction converges fast. */
const seam = 2
/** Depth at which the continued fraction has converged to a double at the seam, where it is slowest. */
const depth = 150

/** The error function erf(x), x ≥ 0, with a relative error of about 1e-15. */
export function erf(x: number): number {
  return x < seam ? series(x) : 1 - fraction(x)
}

/** The complementary error function 1 - erf(x), x ≥ 0; relative error below 1e-13 however small it gets. */
export function erfc(x: number): number {
  return x < seam ? 1 - series(x) : fraction(x)
}

/** P(|Z| < z) = 2Φ(z) - 1 for a standard normal Z, z ≥ 0. */
export function centralProbability(z: number): number {
  return erf(z * Math.SQRT1_2)
}

/** log(2Φ(z) - 1), to full relative precision where the probability is close to 1 as well. */
export function logCentralProbability(z: number): number {
  const x = z * Math.SQRT1_2
  return x < 1 ? Math.log(erf(x)) : Math.log1p(-erfc(x))
}

/** P(Z < -z) for a standard normal Z, z ≥ 0. */
export function tailProbability(z: number): number {
  return erfc(z * Math.SQRT1_2) / 2
}

/** Abramowitz and Stegun (1964), 7.1.6: all terms are positive, so nothing cancels. */
function series(x: number): number {
  let term = x
  let sum = 0
  for (let n = 0; sum + term !== sum; n++) {
    sum += term
    term *= (2 * x * x) / (2 * n + 3)
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

/** Abramowitz and Stegun (1964), 7.1.14: the continued fraction of erfc, from the inside out. */
function fraction(x: number): number {
  let denominator = x
  for (let n = depth; n > 0; n--) denominator = x + n / 2 / denominator
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / denominator
}
