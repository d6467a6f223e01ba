import { describe, expect, it } from 'vitest'
import { logFactorial } from '../../src/chain/log-factorial.ts'
import { logExistenceProbability, stabilityBounds } from '../../src/chain/theory.ts'
import { centralProbability, erf, erfc, logCentralProbability } from '../../src/core/error-function.ts'
import { InputError } from '../../src/core/errors.ts'

/** The tables of Wang et al. (2025): rows by σ, one cell for each of the levels 1 … 5, at m = 30. */
const tables = [
  {
    table: 1,
    constant: 10,
    bound: 'stay',
    rows: [
      [0.3, '2.984834e-45', '3.030700e-45', '3.030701e-45', '3.030701e-45', '3.030701e-45'],
      [0.2, ...Array(5).fill('2.897895e-06')],
      [0.1, ...Array(5).fill('9.994152e-01')],
      [0.05, ...Array(5).fill('1.000000e+00')],
    ],
  },
  {
    table: 2,
    constant: 2,
    bound: 'stay',
    rows: [
      [0.4, '6.188271e-22', '9.169169e-22', '9.176131e-22', '9.176144e-22', '9.176144e-22'],
      [0.3, '1.244469e-09', ...Array(4).fill('1.248270e-09')],
      [0.2, ...Array(5).fill('7.805784e-02')],
      [0.1, ...Array(5).fill('9.998830e-01')],
      [0.05, ...Array(5).fill('1.000000e+00')],
    ],
  },
  {
    table: 3,
    constant: 2,
    bound: 'advance',
    rows: [
      [0.4, '5.981996e-22', '8.863530e-22', '8.870260e-22', '8.870273e-22', '8.870273e-22'],
      [0.3, '1.202987e-09', ...Array(4).fill('1.206661e-09')],
      [0.2, ...Array(5).fill('7.545591e-02')],
      [0.1, ...Array(5).fill('9.665536e-01')],
      [0.05, ...Array(5).fill('9.666667e-01')],
    ],
  },
] as const

const cells = tables.flatMap(({ table, constant, bound, rows }) =>
  rows.flatMap(([sigma, ...printed]) =>
    printed.map((cell, at) => ({ table, constant, bound, sigma: Number(sigma), level: at + 1, cell })),
  ),
)

/** A double as C prints it with %e: two digits of exponent at least. */
const printed = (value: number) => value.toExponential(6).replace(/e([+-])(\d)$/, 'e$10$2')

describe('Theorem 2', () => {
  it('has 70 published cells', () => {
    expect(cells).toHaveLength(70)
  })

  it.each(cells)('gives table $table at σ = $sigma, level $level: $cell', (cell) => {
    const bounds = stabilityBounds({ ...cell, agents: 30 })
    expect(printed(bounds[cell.bound].bound)).toBe(cell.cell)
    expect(Math.exp(bounds[cell.bound].logBound ?? Number.NaN)).toBe(bounds[cell.bound].bound)
  })

  it('keeps the logarithm where the bound underflows', () => {
    const { stay } = stabilityBounds({ agents: 30, sigma: 1, level: 1, constant: 100 })
    expect(stay.bound).toBe(0)
    // From Python: N = 3000 * log(30); N * (log(erf(0.5 / sqrt(2))) - exp(-1)).
    expect(stay.logBound).toBeCloseTo(-13548.286538579801, 8)
  })

  it('says nothing about advancing for C ≤ 1', () => {
    for (const constant of [0.5, 1]) {
      const { stay, advance } = stabilityBounds({ agents: 30, sigma: 0.2, level: 1, constant })
      expect(advance).toEqual({ bound: 0, logBound: null })
      expect(stay.bound).toBeGreaterThan(0)
    }
  })

  it.each([
    ['agents', 1],
    ['agents', 2.5],
    ['sigma', 0],
    ['sigma', -1],
    ['sigma', Number.NaN],
    ['level', 0],
    ['level', Number.POSITIVE_INFINITY],
    ['constant', 0],
  ])('rejects %s = %s', (field, value) => {
    const question = { agents: 30, sigma: 0.2, level: 1, constant: 2, [field]: value }
    expect(() => stabilityBounds(question)).toThrow(InputError)
    expect(() => stabilityBounds(question)).toThrow(new RegExp(`^${field}: got`))
  })
})

describe('the logarithm of q of Theorem 1', () => {
  // From Python 3 with the math module alone:
  //   def log_central(z): return log1p(-erfc(z / sqrt(2)))
  //   def log_q(m, r, s):
  //       c = 4 * r + 1
  //       return (lgamma(m + 1) - r * m * log(m) + r * m * (log(0.5 - 1 / m) + log_central(1 / (6 * s)))
  //               + lgamma(c * m + 1) - m * lgamma(c + 1) - c * m * log(m)
  //               + c * m * (log_central(1 / (2 * s)) - log(2) - 3 * r / s**2 - log1p(exp(-3 * r / s**2))))
  const fromPython = [
    [30, 5, 0.2, -237391.40394817886],
    [3, 1, 1, -86.41302262348192],
    [10, 2, 0.5, -2349.964716337975],
    [1000, 20, 0.05, -1944205418.6743422],
    [4, 5, 3, -503.872073239123],
  ] as const

  it.each(fromPython)(
    'is that of an independent computation at m = %s, r = %s, σ = %s',
    (m, r, sigma, logQ) => {
      expect(Math.abs(logExistenceProbability(m, r, sigma) / logQ - 1)).toBeLessThan(1e-13)
    },
  )

  it('is of the order of -103098 ln 10 at m = 30, r = 5, σ = 0.2', () => {
    expect(Math.round(logExistenceProbability(30, 5, 0.2) / Math.LN10)).toBe(-103098)
  })

  it.each([
    [2, 5, 0.2, 'agents'],
    [30, 0, 0.2, 'memory'],
    [30, 5, 0, 'sigma'],
    [30, 5, 1e-200, 'sigma'],
  ])('rejects m = %s, r = %s, σ = %s', (m, r, sigma, field) => {
    expect(() => logExistenceProbability(m, r, sigma)).toThrow(new RegExp(`^${field}: got`))
  })
})

describe('the error function', () => {
  // x, erf(x), erfc(x) from Python's math module; erfc(1.99) has 17 digits from mpmath.
  const fromPython = [
    [0, 0, 1],
    [1e-8, 1.1283791670955126e-8, 0.9999999887162083],
    [0.1, 0.1124629160182849, 0.8875370839817152],
    [0.5, 0.5204998778130465, 0.4795001221869535],
    [1, 0.8427007929497149, 0.15729920705028513],
    [1.99, 0.995111413199617, 0.004888586800383003],
    [2.01, 0.9955248493552482, 0.004475150644751763],
    [3, 0.9999779095030014, 2.2090496998585438e-5],
    [5, 0.9999999999984626, 1.5374597944280351e-12],
    [10, 1, 2.088487583762545e-45],
    [26, 1, 5.663192408856143e-296],
  ] as const

  it.each(fromPython)('at %s is %s, its complement is %s', (x, whole, complement) => {
    expect(Math.abs(erf(x) - whole)).toBeLessThanOrEqual(2e-15 * whole)
    expect(Math.abs(erfc(x) - complement)).toBeLessThanOrEqual(1e-13 * complement)
  })

  it('gives one logarithm of a central probability on both sides of its seam', () => {
    for (const z of [0.01, 1.41, 1.42, 3])
      expect(logCentralProbability(z)).toBeCloseTo(Math.log(centralProbability(z)), 13)
    // log(2Φ(10) - 1) = -2 (1 - Φ(10)), from Python's erfc(10 / sqrt(2)).
    expect(logCentralProbability(10) / -1.523970604832105e-23).toBeCloseTo(1, 12)
  })
})

it('takes logarithms of factorials on both sides of the seam', () => {
  // From mpmath.
  const known = [
    [0, 0],
    [1, 0],
    [2, Math.LN2],
    [19, 39.339884187199495],
    [20, 42.335616460753485],
    [21, 45.38013889847691],
    [630, 3434.945416930933],
    [1e6, 12815518.384658169],
  ] as const
  for (const [n, log] of known) expect(Math.abs(logFactorial(n) - log)).toBeLessThanOrEqual(2e-15 * log)
})
