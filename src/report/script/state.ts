import { sharedSpan } from '../figures/time-axis.ts'
import type { PageAnswers } from '../page-data.ts'
import { type LoadedCell, type LoadedRun, shownCell } from './loaded-cell.ts'

/** What the reader has chosen. */
export interface Choice {
  /** The cell as it came with the page. */
  readonly loaded: LoadedCell
  /** null: what the page was drawn with, where the systems have no replicate in common. */
  readonly replicate: number | null
  readonly rescaled: boolean
  /** Time on the axis of the figures: steps of the clock that all systems share. */
  readonly time: number
  /** The agent whose line is followed; null for none. */
  readonly agent: number | null
  /** What is pointed at, for as long as it is. */
  readonly hover: { readonly time?: number; readonly agent: number | null } | null
}

/** All that the page shows. */
export interface PageState extends Choice {
  /** The cell as it is chosen to be drawn. */
  readonly cell: LoadedCell
  /** The answers of the shown runs, as far as they are unpacked. */
  readonly answers: ReadonlyMap<LoadedRun, PageAnswers>
}

/** The state in which a cell is shown at first. */
export function stateOf(choice: Choice): PageState {
  const { loaded, replicate, rescaled, time } = choice
  const cell = shownCell(loaded, replicate, rescaled)
  return { ...choice, cell, time: Math.min(time, lastTime(cell)), hover: null, answers: new Map() }
}

/** The replicate that a cell was drawn with; null where each system has one of its own. */
export function drawnReplicate({ ensembles }: LoadedCell): number | null {
  const drawn = new Set(ensembles.map(({ shown }) => shown?.metrics.replicate ?? null))
  const [only] = drawn
  return drawn.size === 1 ? (only ?? null) : null
}

/** The last time on the axis that all figures share. */
export function lastTime({ ensembles, steps }: LoadedCell): number {
  return Math.max(0, Math.ceil(sharedSpan(ensembles, steps)) - 1)
}

/** What is looked at: what is pointed at, else what is chosen. */
export function focusOf({ time, agent, hover }: PageState): { time: number; agent: number | null } {
  return { time: hover?.time ?? time, agent: hover?.agent ?? agent }
}

/** The time of a run that is shown at a time of the axis; null where it has not come so far. */
export function ownTime(run: LoadedRun, pace: number, time: number): number | null {
  const t = Math.floor(time * pace + 1e-9)
  return t < run.path.length ? t : null
}
