import type { CellRuns } from './cell-runs.ts'
import type { RunCurves } from './scalar-metrics.ts'

/**
 * The runs of a cell with b on a's clock: at t stands what b did at factor · t, up to the last t that both reach.
 * Silo counts are those of the nearest step, effective silos are interpolated.
 *
 * @param factor steps of b for one of a
 */
export function onOneClock(runs: CellRuns<RunCurves>, factor: number): CellRuns<RunCurves> {
  const horizon = Math.min(runs.reach.a, Math.floor(runs.reach.b / factor))
  return {
    ...runs,
    horizon,
    reach: { a: horizon, b: horizon },
    b: runs.b.map((run) => rescaled(run, factor, horizon)),
  }
}

function rescaled(run: RunCurves, factor: number, horizon: number): RunCurves {
  const times = Array.from({ length: horizon + 1 }, (_, t) => factor * t)
  return {
    siloCount: times.map((time) => run.siloCount[Math.round(time)]),
    effectiveSilos: times.map((time) => {
      const below = Math.floor(time)
      const [low, high] = [
        run.effectiveSilos[below],
        run.effectiveSilos[Math.min(below + 1, run.effectiveSilos.length - 1)],
      ]
      return low === null || high === null ? null : low + (time - below) * (high - low)
    }),
  }
}
