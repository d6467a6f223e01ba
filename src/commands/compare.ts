import { Command } from 'commander'
import { compare, defaultComparison } from '../compare/compare.ts'
import type { Comparison, Estimate } from '../compare/comparison.ts'
import { wholeNumber } from './experiment-options.ts'
import { plain, print, printJson, table } from './output.ts'
import { ensembleAt } from './stored-runs.ts'

export function compareCommand(): Command {
  return new Command('compare')
    .description('compare two ensembles of runs, cell by cell of (mirror, neighbors)')
    .argument('<a>', 'folder of runs of one system, or FOLDER#SYSTEM')
    .argument('<b>', 'the same')
    .option(
      '--resamples <number>',
      'bootstrap resamples',
      wholeNumber('resamples'),
      defaultComparison.resamples,
    )
    .option('--json', 'print JSON')
    .action((a: string, b: string, options: { readonly resamples: number; readonly json?: true }) => {
      const comparison = compare(ensembleAt(a), ensembleAt(b), {
        ...defaultComparison,
        resamples: options.resamples,
      })
      if (options.json) printJson(comparison)
      else print(comparisonText(comparison))
    })
}

/** A comparison for people: one line a cell, then what must be known about it. */
export function comparisonText(comparison: Comparison): string {
  const { a, b, level, resamples, cells, notes } = comparison
  const head = ['p', 'k', 'runs', 'silos a', 'silos b', 'b - a', 't* a', 't* b', 'b - a', 'censored']
  const rows = cells.map((cell) => {
    const { finalSiloCount: silos, restrictedMeanConvergence: time } = cell.metrics
    return [
      String(cell.mirror),
      String(cell.neighbors),
      `${cell.runs.a}, ${cell.runs.b}`,
      ...[silos.a, silos.b, silos.difference, time.a, time.b, time.difference].map(shown),
      `${cell.censored.a}, ${cell.censored.b}`,
    ]
  })
  const cellNotes = notesOf(cells)
  return [
    `a: ${plain(a.label)} (${a.runs} runs), b: ${plain(b.label)} (${b.runs} runs)`,
    `silos: mean number at the horizon; t*: mean of min(t*, horizon); ${100 * level} % bootstrap intervals, ${resamples} resamples`,
    '',
    table(head, rows),
    ...(notes.length + cellNotes.length > 0 ? ['', ...notes, ...cellNotes] : []),
  ].join('\n')
}

/** What must be known about the cells; what holds for all of them once. */
function notesOf(cells: Comparison['cells']): string[] {
  const notes = new Set(cells.flatMap((cell) => cell.notes))
  return [...notes].map((note) => {
    const noted = cells.filter((cell) => cell.notes.includes(note))
    const everywhere = noted.length === cells.length && cells.length > 1
    const places = noted.map((cell) => `(${cell.mirror}, ${cell.neighbors})`).join(' ')
    return `${everywhere ? 'All cells' : places}: ${note}`
  })
}

function shown({ estimate, interval }: Estimate): string {
  if (estimate === null) return 'none'
  const bounds = interval === null ? '' : ` [${interval.map((bound) => bound.toFixed(1)).join(', ')}]`
  return estimate.toFixed(2) + bounds
}
