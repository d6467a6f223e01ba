import { gridY, line, ruleY, text } from '@observablehq/plot'
import type { Figure } from '../../report/figures/figure.ts'
import { membership } from '../../report/figures/membership.ts'
import { staysTable } from '../../report/figures/membership-grid.ts'
import { drawPanel } from '../../report/figures/panel.ts'
import { timeTicks } from '../../report/figures/time-axis.ts'
import { counted, decimal } from '../../report/format.ts'
import { ours, oursLegend, publishedLegend, publishedMarks, theirs } from '../chart.ts'
import { checkRun } from '../check.ts'
import { cellOf, paperDrawing, shownOf } from '../drawing.ts'
import type { PaperFigure } from '../paper-figure.ts'

const steps = 100
/** Of the one published run. */
const published = { peak: 51, peakTime: 15, floor: 0.02, floorFrom: 76 } as const

/** The first time from which on all values are at most a bound; infinite for never. */
export function atMostFrom(values: readonly number[], bound: number): number {
  let first = values.length
  while (first > 0 && values[first - 1] <= bound) first--
  return first < values.length ? first : Number.POSITIVE_INFINITY
}

const peakOf = (values: readonly number[]) => Math.max(...values)
const peakTimeOf = (values: readonly number[]) => values.indexOf(peakOf(values))

const figure: Figure<readonly (readonly number[])[]> = {
  id: 'spread',
  title: 'The largest of the 900 standard deviations',
  applies: () => true,
  caption: () =>
    'Of any component of any agent, on a logarithmic scale; one line a run, the strong one is the run above.',
  legend: () => [
    oursLegend('the run above'),
    { label: 'our other runs', stroke: 'var(--muted)', dashes: 'none' },
    publishedLegend('published, one run: its peak, and where it falls to 0.02'),
  ],
  columns: () => 1,
  draw: (all, tools) => {
    const top = Math.max(100, ...all.map(peakOf))
    const curve = (values: readonly number[]) => values.map((y, x) => ({ x, y }))
    return [
      {
        key: 'spread',
        heading: 'Largest standard deviation',
        description: `Shown run: at most ${decimal(peakOf(all[0]), 1)}, at t = ${peakTimeOf(all[0])}; ${counted(all.length, 'run')} in all.`,
        ...drawPanel(tools, {
          frame: { width: 570, left: 46, right: 20, bottom: 38 },
          innerHeight: 250,
          x: { domain: [0, steps + 1], ticks: timeTicks(steps), tickFormat: 'd' },
          xLabel: 'time t',
          y: {
            type: 'log',
            domain: [0.005, top],
            ticks: [0.01, 0.1, 1, 10, 100],
            tickFormat: (value: number) => String(value),
            label: 'largest σ',
          },
          marginTop: 24,
          marks: [
            gridY([0.01, 0.1, 1, 10, 100], { stroke: 'currentColor', strokeOpacity: 0.1 }),
            ...all.slice(1).map((values) =>
              line(curve(values), {
                x: 'x',
                y: 'y',
                stroke: 'var(--muted)',
                strokeWidth: 0.7,
                strokeOpacity: 0.45,
              }),
            ),
            line(curve(all[0]), { x: 'x', y: 'y', stroke: ours, strokeWidth: 2.2 }),
            ruleY([0.01], { stroke: 'currentColor', strokeDasharray: '2 2.5' }),
            text(['floor'], { x: 0, y: 0.01, dx: 4, dy: 10, textAnchor: 'start', fill: 'var(--muted)' }),
            publishedMarks([
              { x: published.peakTime, y: published.peak },
              { x: published.floorFrom, y: published.floor },
            ]),
            text(['51 at t ≈ 15'], {
              x: published.peakTime,
              y: published.peak,
              dx: 10,
              dy: -9,
              textAnchor: 'start',
              fill: theirs,
              stroke: 'var(--paper)',
              strokeWidth: 3,
            }),
            text(['≤ 0.02 from t ≈ 76'], {
              x: published.floorFrom,
              y: published.floor,
              dx: 9,
              dy: -10,
              textAnchor: 'start',
              fill: theirs,
              stroke: 'var(--paper)',
              strokeWidth: 3,
            }),
          ],
        }),
      },
    ]
  },
  table: (all) => ({
    columns: ['replicate', 't', 'largest_sigma'],
    rows: all.flatMap((values, replicate) =>
      values.map((value, t) => [replicate, t, Number(value.toPrecision(5))]),
    ),
  }),
}

export const figure10: PaperFigure = {
  id: 'fig10',
  label: 'Figure 10',
  title: 'Covariances updated as well',
  setting:
    'As Figure 2, mixtures alone, σ updated by EM with a floor of 0.01: p = 0.4, k = 29, r = 5, T = 100, one run.',
  replicates: { full: 50, quick: 3 },
  runs: [
    {
      name: 'runs',
      system: 'gmm',
      design: { mirror: 0.4, neighbors: 29, memory: 5, steps, covariance: 'em', 'covariance-floor': 0.01 },
      look: 'spreads',
    },
  ],
  answers: { kind: 'unused' },
  make(material) {
    const runs = material.runs('runs')
    const shown = shownOf(runs)
    const cell = cellOf([{ label: 'Mixture with σ updated', system: 'gmm', run: shown }])
    const lines = { ...membership, table: () => staysTable({ cells: [cell] }) }
    const spreads = runs.largestSpreads
    const peaks = spreads.map(peakOf)
    const peakTimes = spreads.map(peakTimeOf)
    const floorTimes = spreads.map((values) => atMostFrom(values, published.floor))
    const early = floorTimes.filter((time) => time <= published.floorFrom).length
    const never = floorTimes.filter((time) => !Number.isFinite(time)).length
    return {
      drawings: [
        paperDrawing('membership', lines, cell, material, [shown]),
        paperDrawing('spread', figure, spreads, material),
      ],
      tables: new Map([
        [
          'runs',
          {
            columns: ['replicate', 'peak_sigma', 'peak_time', 'at_most_0.02_from', 'silos_at_T'],
            rows: spreads.map((_, replicate) => [
              replicate,
              Number(peaks[replicate].toPrecision(5)),
              peakTimes[replicate],
              Number.isFinite(floorTimes[replicate]) ? floorTimes[replicate] : null,
              runs.metrics[replicate].siloCount.at(-1) ?? null,
            ]),
          },
        ],
      ]),
      checks: [
        checkRun('peak of the largest σ', peaks, published.peak, 1),
        checkRun('time of the peak', peakTimes, published.peakTime),
        checkRun('largest σ at most 0.02 from t on', floorTimes, published.floorFrom),
      ],
      notes: [
        'The paper shows one run: a single draw, so its values are compared with the spread of ours. An agent whose memory holds points of two silos gives a component between them a large σ for a while: the height of the peak varies much from run to run.',
        `The published run settles early: ${early} of ${counted(spreads.length, 'run')} here ${early === 1 ? 'is' : 'are'} at most ${published.floor} from t = ${published.floorFrom} or before, and ${never} not by t = ${steps}.`,
      ],
    }
  },
}
