import { dot, type Markish, text } from '@observablehq/plot'
import { decimal } from '../../format.ts'
import { seriesStyle } from '../../theme.ts'
import { drawPanel, shortLabel } from '../panel.ts'
import { type ComparisonFigure, endOf } from './subject.ts'

const side = 300

/** Several ensembles in the plane, as far apart as their curves are. */
export const ensembleMap: ComparisonFigure = {
  id: 'ensemble-map',
  title: 'How far the systems lie from each other',
  applies: (comparison) => 'map' in comparison && comparison.map !== null,
  caption: (comparison) => {
    const kept = 'map' in comparison && comparison.map !== null ? comparison.map.share : 0
    return `Energy distances of curves of effective silos, mean over common cells, as distances in the plane (classical scaling); the picture keeps ${decimal(100 * kept, 0)} % of them. Directions mean nothing.`
  },
  draw: (comparison, tools) => {
    if (!('map' in comparison) || comparison.map === null) return []
    const { points, labels, distances } = comparison.map
    const placed = points.map(([x, y], i) => ({
      x,
      y,
      label: shortLabel(endOf(labels[i])),
      stroke: seriesStyle({ key: `series-${i}` }).stroke,
    }))
    const reach = Math.max(1e-9, ...placed.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)])) * 1.25
    const marks: Markish[] = [
      dot(placed, { x: 'x', y: 'y', r: 6, fill: 'stroke' }),
      text(placed, { x: 'x', y: 'y', text: 'label', dy: -14 }),
    ]
    const said = labels.slice(1).map((label, i) => `${label}: ${decimal(distances[0][i + 1], 2)}`)
    return [
      {
        key: 'map',
        heading: 'All cells',
        description: `Distances from ${labels[0]}: ${said.join(', ')}.`,
        ...drawPanel(tools, {
          frame: { width: side + 130, left: 65, right: 65, bottom: 36 },
          innerHeight: side,
          x: { domain: [-reach, reach], ticks: 3 },
          xLabel: 'energy distance',
          y: { domain: [-reach, reach], ticks: 3, label: null },
          marginTop: 8,
          marks,
        }),
      },
    ]
  },
  columns: () => 1,
  table: (comparison) =>
    'map' in comparison && comparison.map !== null
      ? {
          columns: ['ensemble', ...comparison.map.labels],
          rows: comparison.map.labels.map((label, i) => [label, ...(comparison.map?.distances[i] ?? [])]),
        }
      : { columns: [], rows: [] },
}
