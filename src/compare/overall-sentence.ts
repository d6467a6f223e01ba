import type { Names } from './cell-sentence.ts'
import type { CellComparison } from './comparison.ts'
import type { Overall } from './overall.ts'
import type { ComparisonSpec } from './spec.ts'
import type { Verdict } from './verdict.ts'
import { capitalized, cellName, counted, listed, percent, probability, withInterval } from './wording.ts'

/** The comparison as a whole, as an abstract could print it. */
export function overallSentence(
  { verdict, cells, timeScale, surface }: Omit<Overall, 'sentence'>,
  compared: readonly CellComparison[],
  names: Names,
  spec: ComparisonSpec,
): string {
  const total = compared.length
  const where = (wanted: Verdict) => compared.filter((cell) => cell.verdict === wanted).map(cellName)
  const parts = (['equivalent', 'different', 'undecided'] as const)
    .filter((kind) => cells[kind] > 0)
    .map(
      (kind) =>
        `${kind} in ${cells[kind]}${total > 1 && cells[kind] < total ? ` (${where(kind).join(' ')})` : ''}`,
    )
  const agreement = surface.finalSiloCount?.rankCorrelation
  return [
    `${capitalized(names.b)} is ${words[verdict]} ${names.a} at an error rate of ${percent(spec.alpha)} for all tests${total === 1 ? '' : ' of all cells'} together.`,
    // One cell is all there is: what holds of it was said.
    ...(total === 1 ? [] : [`Of ${counted(total, 'cell')} in common it is ${listed(parts)}.`]),
    ...(timeScale === null
      ? []
      : [
          `Over ${counted(timeScale.cells, 'cell')} one step of ${names.a} takes ${withInterval({ estimate: timeScale.factor, interval: timeScale.interval }, spec.level)} of ${names.b}; ${
            timeScale.p <= spec.alpha
              ? `the factor is not the same in all cells (${probability(timeScale.p)})`
              : `that one factor holds in all cells is not rejected (${probability(timeScale.p)}), which does not show that it does`
          }.`,
        ]),
    ...(agreement?.estimate == null
      ? []
      : [`Final silo counts rank the cells with a correlation of ${withInterval(agreement, spec.level)}.`]),
  ].join(' ')
}

const words: Readonly<Record<Verdict, string>> = {
  equivalent: 'equivalent to',
  different: 'different from',
  undecided: 'neither shown to be equivalent to nor to differ from',
}
