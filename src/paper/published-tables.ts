/** One of the paper's tables of bounds. */
export interface PublishedTable {
  readonly table: number
  /** C: the chain runs for C m ln m steps. */
  readonly constant: number
  readonly bound: 'stay' | 'advance'
  /** By σ, for levels 1 to 5, as printed. */
  readonly rows: readonly { readonly sigma: number; readonly values: readonly string[] }[]
}

const levels = 5
const alike = (value: string, count = levels) => Array.from({ length: count }, () => value)

export const publishedTables: readonly PublishedTable[] = [
  {
    table: 1,
    constant: 10,
    bound: 'stay',
    rows: [
      { sigma: 0.3, values: ['2.984834e-45', '3.030700e-45', ...alike('3.030701e-45', 3)] },
      { sigma: 0.2, values: alike('2.897895e-06') },
      { sigma: 0.1, values: alike('9.994152e-01') },
      { sigma: 0.05, values: alike('1.000000e+00') },
    ],
  },
  {
    table: 2,
    constant: 2,
    bound: 'stay',
    rows: [
      {
        sigma: 0.4,
        values: ['6.188271e-22', '9.169169e-22', '9.176131e-22', '9.176144e-22', '9.176144e-22'],
      },
      { sigma: 0.3, values: ['1.244469e-09', ...alike('1.248270e-09', 4)] },
      { sigma: 0.2, values: alike('7.805784e-02') },
      { sigma: 0.1, values: alike('9.998830e-01') },
      { sigma: 0.05, values: alike('1.000000e+00') },
    ],
  },
  {
    table: 3,
    constant: 2,
    bound: 'advance',
    rows: [
      {
        sigma: 0.4,
        values: ['5.981996e-22', '8.863530e-22', '8.870260e-22', '8.870273e-22', '8.870273e-22'],
      },
      { sigma: 0.3, values: ['1.202987e-09', ...alike('1.206661e-09', 4)] },
      { sigma: 0.2, values: alike('7.545591e-02') },
      { sigma: 0.1, values: alike('9.665536e-01') },
      { sigma: 0.05, values: alike('9.666667e-01') },
    ],
  },
]
