import type { PlotOptions } from '@observablehq/plot'
import type { Cell, Ensemble } from '../cell.ts'

/** The time axis of an ensemble's panel, in the ensemble's own steps. */
export interface TimeAxis {
  /** Where it ends: what is at the last time is drawn up to the next. */
  readonly end: number
  readonly x: NonNullable<PlotOptions['x']>
  readonly label: string
}

/**
 * The time axes of a cell show one and the same span; on a rescaled clock an ensemble with another pace runs
 * through it in more or fewer steps of its own.
 */
export function timeAxis({ ensembles, steps }: Cell, { pace }: Ensemble): TimeAxis {
  const span = sharedSpan(ensembles, steps)
  const rescaled = ensembles.some((one) => one.pace !== 1)
  return {
    end: span * pace,
    x: {
      domain: [0, span * pace],
      ticks: timeTicks(span - 1).map((t) => t * pace),
      tickFormat: (t: number) => String(Math.round(t / pace)),
    },
    label: rescaled ? 'rescaled time' : 'time t',
  }
}

/** The length of the time axis, in steps of the clock that all share. */
export function sharedSpan(ensembles: readonly Ensemble[], steps: number): number {
  const paces = new Set(ensembles.map(({ pace }) => pace))
  if (paces.size === 1 && paces.has(1)) return steps + 1
  return Math.max(...ensembles.map(({ runs, pace }) => (longest(runs) + 1) / pace))
}

const longest = (runs: Ensemble['runs']) => Math.max(...runs.map(({ metrics }) => metrics.steps))

/** Times for the axis: 0, then evenly spaced round numbers up to T. */
export function timeTicks(steps: number, most = 8): readonly number[] {
  const every = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((step) => steps / step <= most)
  const step = every ?? 10 ** Math.ceil(Math.log10(steps / most))
  return Array.from({ length: Math.floor(steps / step) + 1 }, (_, i) => i * step)
}
