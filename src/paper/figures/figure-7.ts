import { line } from '@observablehq/plot'
import type { TimeTo } from '../../core/silo-path.ts'
import type { Figure, Panel } from '../../report/figures/figure.ts'
import { drawPanel, type Frame } from '../../report/figures/panel.ts'
import { capital, counted, decimal } from '../../report/format.ts'
import { kaplanMeier } from '../../statistics/kaplan-meier.ts'
import {
  bandLegend,
  chartFrame,
  chartHeight,
  grid,
  meanMarks,
  oursLegend,
  publishedLegend,
  publishedMarks,
} from '../chart.ts'
import { checkMean } from '../check.ts'
import { paperDrawing } from '../drawing.ts'
import type { PaperFigure } from '../paper-figure.ts'
import {
  type Arrangement,
  distancesOf,
  type PublishedTimes,
  publishedAt,
  publishedRuns,
  publishedTimes,
} from '../published-times.ts'
import { authorsTime, meanAndError } from '../values.ts'

/** Convergence times of the runs with one distance of the means. */
interface Place {
  readonly distance: number
  readonly times: readonly TimeTo[]
  /** The median of the survival curve; null where fewer than half converged. */
  readonly median: number | null
}

interface Series {
  readonly published: PublishedTimes
  readonly places: readonly Place[]
}

const nameOf = (arrangement: Arrangement, distance: number) => `${arrangement} ${distance}`
const censored = (times: readonly TimeTo[]) => times.filter((time) => 'notBy' in time).length
const frame: Frame = { ...chartFrame, width: 330 }
const medianStyle = { stroke: 'var(--series-3)', dashes: '2 2.5' } as const

const figure: Figure<readonly Series[]> = {
  id: 'fig7',
  title: 'Convergence time against the distance of the means',
  applies: () => true,
  caption: () =>
    'Mean t* as the authors have it: the last step with more than one silo, T for a run that never converged. The median of the survival curve needs no such convention; it ends where fewer than half of the runs converged.',
  legend: () => [
    oursLegend('mean t*'),
    bandLegend,
    publishedLegend('published mean, 50 runs'),
    { label: 'median of the survival curve', ...medianStyle },
  ],
  columns: () => publishedTimes.length,
  draw: (all, tools) => all.map((series) => drawSeries(series, tools)),
  table: (all) => ({
    columns: [
      'layout',
      'distance',
      'T',
      'runs',
      'never_converged',
      'mean_t_star_authors',
      'standard_error',
      'published',
      'median_survival',
    ],
    rows: all.flatMap(({ published, places }) =>
      places.map(({ distance, times, median }) => {
        const { runs, mean, standardError } = meanAndError(times.map(authorsTime))
        const { arrangement, steps } = published
        return [
          arrangement,
          distance,
          steps,
          runs,
          censored(times),
          mean,
          standardError,
          publishedAt(published, distance),
          median,
        ]
      }),
    ),
  }),
}

function drawSeries({ published, places }: Series, tools: Parameters<typeof figure.draw>[1]): Panel {
  const { arrangement, steps, from, to } = published
  const points = places.map(({ distance, times }) => ({
    x: distance,
    ...meanAndError(times.map(authorsTime)),
  }))
  const medians = places.map(({ distance, median }) => ({ x: distance, y: median ?? Number.NaN }))
  const known = places.flatMap(({ distance }) => {
    const y = publishedAt(published, distance)
    return y === null ? [] : [{ x: distance, y }]
  })
  const [first] = points
  const last = points[points.length - 1]
  return {
    key: arrangement,
    heading: `${capital(arrangement)}, T = ${steps}`,
    description: `Mean t* falls from ${decimal(first.mean, 0)} at ${first.x} to ${decimal(last.mean, 0)} at ${last.x}; ${counted(
      places.reduce((sum, { times }) => sum + censored(times), 0),
      'run',
    )} never converged.`,
    ...drawPanel(tools, {
      frame,
      innerHeight: chartHeight,
      x: { domain: [from - 0.15, to + 0.15], ticks: 6 },
      xLabel: 'distance of the means Δ/σ',
      y: { domain: [0, steps], ticks: 5, label: 'mean t*' },
      marginTop: 24,
      marks: [
        grid(),
        line(medians, {
          x: 'x',
          y: 'y',
          stroke: medianStyle.stroke,
          strokeWidth: 1.8,
          strokeDasharray: medianStyle.dashes,
        }),
        ...meanMarks(points),
        publishedMarks(known),
      ],
    }),
  }
}

export const figure7: PaperFigure = {
  id: 'fig7',
  label: 'Figure 7',
  title: 'Convergence time against the distance of the means',
  setting:
    'Mixtures, p = 0, k = 29, r = 5, σ = 1, 50 runs for each distance; means on a line, a circle, a simplex.',
  replicates: { full: 50, quick: 2 },
  runs: publishedTimes.flatMap((published) =>
    distancesOf(published).map((distance) => ({
      name: nameOf(published.arrangement, distance),
      system: 'gmm' as const,
      design: {
        mirror: 0,
        neighbors: 29,
        memory: 5,
        sigma: 1,
        spacing: distance,
        layout: published.arrangement,
        steps: published.steps,
      },
      look: 'metrics' as const,
    })),
  ),
  answers: { kind: 'unused' },
  make(material) {
    const all = publishedTimes.map(
      (published): Series => ({
        published,
        places: distancesOf(published).map((distance) => {
          const { metrics } = material.runs(nameOf(published.arrangement, distance))
          const times = metrics.map(({ convergence }) => convergence)
          return { distance, times, median: kaplanMeier(times, 0.95).median }
        }),
      }),
    )
    return {
      drawings: [paperDrawing(null, figure, all, material)],
      tables: new Map([
        [
          'runs',
          {
            columns: ['layout', 'distance', 'replicate', 't_star', 'converged'],
            rows: all.flatMap(({ published, places }) =>
              places.flatMap(({ distance, times }) =>
                times.map((time, replicate) => [
                  published.arrangement,
                  distance,
                  replicate,
                  'at' in time ? time.at : null,
                  'at' in time,
                ]),
              ),
            ),
          },
        ],
      ]),
      checks: all.flatMap(({ published, places }) =>
        places.flatMap(({ distance, times }) => {
          const value = publishedAt(published, distance)
          if (value === null) return []
          return [
            checkMean(`${published.arrangement}, Δ/σ = ${distance}`, times.map(authorsTime), {
              value,
              runs: publishedRuns,
              readTo: 0.05,
            }),
          ]
        }),
      ),
      notes: [
        'The t* of this program is the first time from which on there is one silo, one more than that of the authors; a run that ends with more is censored at T. For this figure it was turned into theirs, so that like is compared with like. A mean that counts “never” as T is a lower bound wherever some run never converged: mind it at the left of each panel.',
      ],
    }
  },
}
