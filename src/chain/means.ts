import { badInput } from '../core/errors.ts'
import { dotProduct } from '../core/vectors.ts'

/** The two poles of the chain in one dimension: w is the weight of the first. */
export const poles: readonly (readonly number[])[] = [[1], [-1]]

/** Norms count as equal up to rounding in the coordinates. */
const rounding = 1e-9

/**
 * @throws InputError unless there are two means or more, all finite, of one dimension and one norm above
 * 0: the d-dimensional update holds for those alone
 */
export function requireEqualNorms(means: readonly (readonly number[])[]): void {
  const dimension = means[0]?.length ?? 0
  const shaped = means.every((mean) => mean.length === dimension && mean.every(Number.isFinite))
  if (means.length < 2 || dimension === 0 || !shaped) {
    throw badInput('means', means, 'two lists of finite numbers or more, all of one length')
  }
  const norms = means.map((mean) => Math.sqrt(dotProduct(mean, mean)))
  const largest = Math.max(...norms)
  const equal = norms.every((norm) => largest - norm <= rounding * largest)
  if (!equal || largest === 0 || !Number.isFinite(largest)) {
    throw badInput(
      'means',
      `norms ${norms.map((norm) => norm.toPrecision(6)).join(', ')}`,
      'means of one norm above 0',
    )
  }
}

/** Whether these are the two poles, for which levels of polarization are defined. */
export function areThePoles(means: readonly (readonly number[])[]): boolean {
  return means.length === 2 && means.every((mean, j) => mean.length === 1 && mean[0] === poles[j][0])
}
