import type { Comparison } from '../comparison.ts'
import { cellName, counted, listed } from '../wording.ts'
import type { Finding } from './finding.ts'

/** The same comparison under another reading, such as another way to find a flower or to break a tie. */
export interface OtherReading {
  /** What was read differently: "flowers of a by the released rule". */
  readonly reading: string
  readonly comparison: Comparison
}

/** A robustness table: how verdicts change with the reading. Null without any other reading. */
export function readingFinding(comparison: Comparison, others: readonly OtherReading[]): Finding | null {
  if (others.length === 0) return null
  const rows = others.map(({ reading, comparison: other }) => ({
    reading,
    overall: other.overall.verdict,
    changed: comparison.cells.flatMap((cell) => {
      const twin = other.cells.find(
        ({ mirror, neighbors }) => mirror === cell.mirror && neighbors === cell.neighbors,
      )
      return twin === undefined || twin.verdict === cell.verdict
        ? []
        : [{ cell: cellName(cell), from: cell.verdict, to: twin.verdict }]
    }),
  }))
  const changes = rows.filter(
    ({ changed, overall }) => changed.length > 0 || overall !== comparison.overall.verdict,
  )
  const said = changes.map(({ reading, changed, overall }) => {
    const cells = changed.map(({ cell, from, to }) => `${cell} from ${from} to ${to}`)
    return `with ${reading} ${changed.length === 0 ? 'no cell changes' : listed(cells)}; overall ${overall}`
  })
  const same = rows.filter((row) => !changes.includes(row)).map(({ reading }) => reading)
  return {
    id: 'reading-changes-conclusion',
    about: null,
    sentence: [
      ...(changes.length === 0
        ? []
        : [
            `The reading changes verdicts: ${said.join('. ')} (overall ${comparison.overall.verdict} as read here).`,
          ]),
      ...(same.length === 0
        ? []
        : [`No verdict changes with ${listed(same)} (${counted(comparison.cells.length, 'cell')}).`]),
    ].join(' '),
    evidence: { readings: rows },
  }
}
