import { areaY, line, ruleY, text } from '@observablehq/plot'
import { wilsonInterval } from '../../core/wilson-interval.ts'
import type { RunMetrics } from '../../metrics/run-metrics.ts'
import { stepCorners } from '../../report/curves.ts'
import type { Figure } from '../../report/figures/figure.ts'
import { membership } from '../../report/figures/membership.ts'
import { staysTable } from '../../report/figures/membership-grid.ts'
import { drawPanel } from '../../report/figures/panel.ts'
import { timeTicks } from '../../report/figures/time-axis.ts'
import { decimal } from '../../report/format.ts'
import { chartHeight, grid, ours, oursLegend, publishedLegend, publishedMarks, theirs } from '../chart.ts'
import { checkMean, checkPrinted } from '../check.ts'
import { cellOf, paperDrawing, shownOf } from '../drawing.ts'
import type { PaperFigure } from '../paper-figure.ts'

const steps = 200
const confidence = 0.95

/** The share of runs with a single silo at each time, with a Wilson interval. */
interface Share {
  readonly share: number
  readonly interval: readonly [number, number]
}

export function sharesOf(metrics: readonly RunMetrics[]): readonly Share[] {
  return Array.from({ length: steps + 1 }, (_, t) => {
    const single = metrics.filter(({ siloCount }) => siloCount[t] === 1).length
    return {
      share: single / metrics.length,
      interval: wilsonInterval(single, metrics.length, confidence),
    }
  })
}

const figure: Figure<readonly Share[]> = {
  id: 'share',
  title: 'Share of runs with a single silo',
  applies: () => true,
  caption: () =>
    'At each time, with a 95 % interval. Dashed: what the authors’ helper computes, 1 whatever the runs do.',
  legend: () => [
    oursLegend('share of runs'),
    { label: '95 % interval', stroke: ours, dashes: 'none', symbol: 'area' },
    publishedLegend('published: all runs at T'),
    { label: 'the always-true check', stroke: theirs, dashes: '7 3' },
  ],
  columns: () => 1,
  draw: (shares, tools) => [
    {
      key: 'share',
      heading: 'All runs',
      description: `${decimal(shares[100].share, 2)} of the runs have one silo at t = 100, ${decimal(shares[steps].share, 2)} at t = ${steps}.`,
      ...drawPanel(tools, {
        frame: { width: 570, left: 42, right: 40, bottom: 38 },
        innerHeight: chartHeight,
        x: { domain: [0, steps + 1], ticks: timeTicks(steps), tickFormat: 'd' },
        xLabel: 'time t',
        y: { domain: [0, 1.05], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], label: 'share of runs with one silo' },
        marginTop: 24,
        marks: [
          grid(),
          areaY(
            shares.flatMap(({ interval }, t) =>
              [t, t + 1].map((x) => ({ x, low: interval[0], high: interval[1] })),
            ),
            { x: 'x', y1: 'low', y2: 'high', fill: ours, fillOpacity: 0.2 },
          ),
          ruleY([1], { stroke: theirs, strokeDasharray: '7 3', strokeWidth: 1.4 }),
          line(
            stepCorners(
              shares.map(({ share }) => share),
              0,
            ),
            { x: 'x', y: 'y', stroke: ours, strokeWidth: 2 },
          ),
          publishedMarks([{ x: steps, y: 1 }]),
          text(['always true'], { x: 0, y: 1, dx: 4, dy: 11, textAnchor: 'start', fill: theirs }),
        ],
      }),
    },
  ],
  table: (shares) => ({
    columns: ['t', 'share_single_silo', 'low', 'high'],
    rows: shares.map(({ share, interval }, t) => [
      t,
      share,
      ...interval.map((end) => Number(end.toFixed(6))),
    ]),
  }),
}

export const figure6: PaperFigure = {
  id: 'fig6',
  label: 'Figure 6',
  title: 'One silo in the end',
  setting: 'Mixtures, p = 0.2, k = 29, r = 10, T = 200, 50 runs.',
  replicates: { full: 50, quick: 6 },
  runs: [
    {
      name: 'runs',
      system: 'gmm',
      design: { mirror: 0.2, neighbors: 29, memory: 10, steps },
      look: 'path',
    },
  ],
  answers: { kind: 'unused' },
  make(material) {
    const runs = material.runs('runs')
    const { metrics } = runs
    const shown = shownOf(runs)
    const cell = cellOf([{ label: 'Mixture', system: 'gmm', run: shown }])
    const lines = { ...membership, table: () => staysTable({ cells: [cell] }) }
    const times = metrics.flatMap(({ convergence }) => ('at' in convergence ? [convergence.at] : []))
    const single = `${times.length} of ${metrics.length}`
    return {
      drawings: [
        paperDrawing('membership', lines, cell, material, [shown]),
        paperDrawing('share', figure, sharesOf(metrics), material),
      ],
      tables: new Map([
        [
          'runs',
          {
            columns: ['replicate', 't_star', 'converged'],
            rows: metrics.map(({ replicate, convergence }) => [
              replicate,
              'at' in convergence ? convergence.at : null,
              'at' in convergence,
            ]),
          },
        ],
      ]),
      checks: [
        checkPrinted('runs that end in one silo', single, `${metrics.length} of ${metrics.length}`),
        checkMean('mean t* (reference, 50 runs)', times, {
          value: 79.6,
          runs: 50,
          readTo: 0.05,
          standardDeviation: 13.7,
        }),
      ],
      notes: [
        'The authors’ share of runs with a single silo is a mean of non-zero counts, and so 1 at every time whatever happened. Here it is counted; that all runs end in one silo is true all the same. Their helper also gives T for a run that never converges; here such a run is censored.',
        'The mean t* is a reference value from outside the paper; none of its runs was censored.',
      ],
    }
  },
}
