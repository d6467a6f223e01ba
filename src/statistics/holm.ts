/**
 * Holm's (1979) step-down adjustment: reject where the adjusted p is at most α, and the chance of any false
 * rejection is at most α whatever the dependence between the tests.
 *
 * @param pValues one a test; null where a test could not be made, which stays null and does not count
 * @throws RangeError for a p outside [0, 1]
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const made = pValues.flatMap((p, test) => (p === null ? [] : [{ p, test }])).sort((x, y) => x.p - y.p)
  const adjusted: (number | null)[] = pValues.map(() => null)
  let largest = 0
  made.forEach(({ p, test }, rank) => {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Holm: got p ${p}, expected 0 to 1`)
    largest = Math.max(largest, Math.min(1, p * (made.length - rank)))
    adjusted[test] = largest
  })
  return adjusted
}
