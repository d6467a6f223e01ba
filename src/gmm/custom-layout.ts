import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { badInput, InputError, messageOf } from '../core/errors.ts'
import { type Components, fullSpread } from './components.ts'

const vector = z.array(z.number()).min(1)
const matrix = z.array(vector).min(1)

const layoutSchema = z.strictObject({
  /** K means; numbers stand for points on a line. */
  means: z.array(z.union([z.number(), vector])).min(2),
  /** One covariance matrix a mean; without them all components are isotropic with the design's sigma. */
  covariances: z.array(matrix).optional(),
})

/**
 * Parses the file of layout `custom`: `means`, and `covariances` if wanted.
 *
 * @param sigma standard deviation of all components where the file has no covariances
 * @throws InputError for means of unequal dimensions, and covariances of the wrong number or shape or not
 *   symmetric positive definite
 */
export function parseCustomLayout(content: string, path: string, sigma: number): Components {
  let value: unknown
  try {
    value = parseYaml(content)
  } catch (error) {
    throw new InputError(`${path}: not valid YAML: ${messageOf(error)}`)
  }
  const parsed = layoutSchema.safeParse(value)
  if (!parsed.success) throw new InputError(`${path}: ${z.prettifyError(parsed.error)}`)
  const points = parsed.data.means.map((mean) => (typeof mean === 'number' ? [mean] : mean))
  const dimensions = points[0].length
  for (const [a, point] of points.entries()) {
    if (point.length !== dimensions) {
      throw badInput(`${path}: means[${a}]`, point, `${dimensions} numbers, as in means[0]`)
    }
  }
  const count = points.length
  const { covariances } = parsed.data
  if (covariances !== undefined && covariances.length !== count) {
    throw badInput(`${path}: covariances`, covariances.length, `${count} matrices, one a mean`)
  }
  const spread =
    covariances === undefined
      ? { kind: 'isotropic' as const, sigma }
      : spreadOf(covariances, dimensions, path)
  return { count, dimensions, means: Float64Array.from(points.flat()), arrangement: { kind: 'any' }, spread }
}

function spreadOf(
  covariances: readonly (readonly (readonly number[])[])[],
  dimensions: number,
  path: string,
) {
  for (const [a, rows] of covariances.entries()) {
    if (rows.length !== dimensions || rows.some((row) => row.length !== dimensions)) {
      throw badInput(`${path}: covariances[${a}]`, rows, `a ${dimensions} × ${dimensions} matrix`)
    }
  }
  const spread = fullSpread(
    covariances.map((rows) => rows.flat()),
    dimensions,
  )
  if (typeof spread === 'number') {
    throw badInput(
      `${path}: covariances[${spread}]`,
      covariances[spread],
      'a symmetric positive definite matrix',
    )
  }
  return spread
}
