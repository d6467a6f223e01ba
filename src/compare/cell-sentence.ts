import type { CellComparison, ClockComparison, MeanComparison, PrimaryMetrics } from './comparison.ts'
import type { ComparisonSpec } from './spec.ts'
import type { Verdict } from './verdict.ts'
import { counted, decimal, probability, withInterval } from './wording.ts'

/** The names of the ensembles in sentences. */
export interface Names {
  readonly a: string
  readonly b: string
}

type Compared = Pick<
  CellComparison,
  'mirror' | 'neighbors' | 'runs' | 'pairs' | 'horizon' | 'metrics' | 'verdict'
>

/** The comparison of one cell as a paper could print it. */
export function cellSentence(cell: Compared, names: Names, { level }: ComparisonSpec): string {
  const { finalSiloCount, restrictedMeanConvergence, trajectory, timeScale } = cell.metrics
  const paired = cell.pairs > 0 ? `, ${counted(cell.pairs, 'pair')} on one schedule` : ''
  const who = `${names.a} (${counted(cell.runs.a, 'run')}) and ${names.b} (${counted(cell.runs.b, 'run')}${paired})`
  return [
    `With mirror probability ${cell.mirror} and ${counted(cell.neighbors, 'neighbor')}, ${who} are ${overallWords[cell.verdict]} up to t = ${cell.horizon}.`,
    `${means('The final number of silos', finalSiloCount, level, 2)}`,
    `${means(`The mean of min(t*, ${cell.horizon})`, restrictedMeanConvergence, level, 1)}`,
    curves(trajectory),
    clock(timeScale, names, level),
  ].join(' ')
}

const overallWords: Readonly<Record<Verdict, string>> = {
  equivalent: 'equivalent',
  different: 'different',
  undecided: 'neither shown to be equivalent nor to differ',
}

function means(what: string, of: MeanComparison, level: number, digits: number): string {
  if (of.a.estimate === null || of.b.estimate === null) return `${what} is not determined by all runs.`
  const values = `${what} is ${decimal(of.a.estimate, digits)} and ${decimal(of.b.estimate, digits)}`
  const difference = `a difference of ${withInterval(of.difference, level, digits)}`
  return `${values}, ${difference}: ${verdictWords(of, digits)}.`
}

function curves(of: PrimaryMetrics['trajectory']): string {
  if (of.energyDistance === null) return 'The curves of effective silos have no time in common.'
  const floor = of.noiseFloor === null ? '' : ` against ${decimal(of.noiseFloor)} between halves of the first`
  const most =
    of.largestDifference === null
      ? ''
      : `, the means differ most at t = ${of.largestDifference.at}, by ${decimal(of.largestDifference.estimate)}`
  return `Curves of effective silos lie ${decimal(of.energyDistance)} apart in energy distance${floor}${most}: ${verdictWords(of, 2)}.`
}

type Verdicts = Pick<MeanComparison, 'verdict' | 'reason' | 'margin' | 'p' | 'adjustedP' | 'smallestP'>

function verdictWords(of: Verdicts, digits: number): string {
  const p = of.adjustedP ?? of.p
  const tested =
    p === null
      ? ''
      : `${probability(p)}${of.smallestP === null ? '' : `, smallest possible ${smallest(of.smallestP)}`}`
  const within = of.margin === null ? '' : `margin ±${decimal(of.margin, digits)}`
  const facts = [within, tested].filter((fact) => fact !== '').join('; ')
  const why = of.verdict === 'undecided' ? `, since ${of.reason}` : ''
  return `${of.verdict}${facts === '' ? '' : ` (${facts})`}${why}`
}

const smallest = (p: number) => (p < 0.0001 ? '< 0.0001' : String(Number(p.toPrecision(2))))

function clock({ factor, interval }: ClockComparison, names: Names, level: number): string {
  if (factor === null) return 'No factor between their clocks is determined.'
  return `One step of ${names.a} takes ${withInterval({ estimate: factor, interval }, level)} of ${names.b}.`
}
