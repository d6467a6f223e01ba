import { dot, line, type Markish, ruleX, ruleY, text } from '@observablehq/plot'
import { groupBy } from '../../core/group-by.ts'
import { decimal, listed } from '../format.ts'
import { siloName } from '../names.ts'
import type { DrawingTools, Figure, Panel } from './figure.ts'
import { drawPanel, type Frame, fontSize } from './panel.ts'

/** An answer, projected. */
export interface SketchPoint {
  readonly agent: number
  readonly t: number
  readonly silo: number | null
  readonly x: number
  readonly y: number
}

/** A normal density in the plane that is common to all agents. */
export interface SketchComponent {
  readonly silo: number | null
  readonly center: readonly [number, number]
  /** Var x, cov (x, y), var y. */
  readonly covariance: readonly [number, number, number]
  /** Its weight in each agent's mixture, in the order of the agents. */
  readonly weights: readonly number[]
}

/** What some agents said in one span of time, in the plane of their embedded answers. */
export interface ResponseSpace {
  readonly agents: readonly number[]
  readonly points: readonly SketchPoint[]
  readonly components: readonly SketchComponent[]
  /** Least and greatest coordinate: the same for all sketches that are compared. */
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  /** Share of the variance on either axis. */
  readonly shares: readonly number[]
  /** The span of time. */
  readonly from: number
  readonly to: number
}

const frame: Frame = { width: 330, left: 34, right: 12, bottom: 38 }
const innerHeight = 260
const top = 24

/** One panel an agent: its answers, and the mixture that was fitted to them. */
export const responseSpace: Figure<ResponseSpace> = {
  id: 'response-space',
  title: 'Answers in response space',
  applies: ({ points }) => points.length > 0,
  caption: ({ from, to, shares }) =>
    `Embedded answers at t = ${from} to ${to} on their first two principal components (${decimal(100 * shares[0], 0)} % and ${decimal(100 * shares[1], 0)} % of the variance). Filled circles: answers of the agent, the larger the more of them are the same; gray rings: those of the other two. Ellipses: two standard deviations of the components, the thicker the larger their weight; named from 0.1 on.`,
  draw: (space, tools) => space.agents.map((agent, place) => drawAgent(space, agent, place, tools)),
  columns: ({ agents }) => agents.length,
  table: ({ points }) => ({
    columns: ['agent', 't', 'silo', 'name', 'component_1', 'component_2'],
    rows: points.map(({ agent, t, silo, x, y }) => [
      agent,
      t,
      silo,
      siloName('llm', silo),
      Number(x.toFixed(5)),
      Number(y.toFixed(5)),
    ]),
  }),
}

function drawAgent(space: ResponseSpace, agent: number, place: number, tools: DrawingTools): Panel {
  const own = alike(space.points.filter((point) => point.agent === agent))
  const others = alike(space.points.filter((point) => point.agent !== agent))
  const used = space.components.filter(({ weights }) => weights[place] > 0)
  const named = used.filter(({ weights }) => weights[place] >= 0.1)
  const color = (silo: number | null) => tools.colors.of(silo)
  const axes = domains(space)
  const [low, high] = axes.y.domain
  const marks: Markish[] = [
    ruleX([0], { stroke: 'currentColor', strokeOpacity: 0.12 }),
    ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.12 }),
    dot(others, { x: 'x', y: 'y', r: 2.6, stroke: 'var(--none)', strokeOpacity: 0.55 }),
    ...used.map((component) =>
      line(ellipse(component), {
        x: 'x',
        y: 'y',
        stroke: color(component.silo),
        strokeWidth: 0.8 + 3 * component.weights[place],
      }),
    ),
    dot(own, {
      x: 'x',
      y: 'y',
      r: { value: ({ answers }: Alike) => 2 + 1.3 * Math.sqrt(answers), scale: null },
      fill: { value: ({ silo }: Alike) => color(silo), scale: null },
      fillOpacity: 0.75,
    }),
    ...named.map((component) => {
      const heights = ellipse(component).map(({ y }) => y)
      // Where there is no room above, the name stands below.
      const below = component.center[1] > low + 0.8 * (high - low)
      return text([`${siloName('llm', component.silo)} ${decimal(component.weights[place], 2)}`], {
        x: component.center[0],
        y: below ? Math.min(...heights) : Math.max(...heights),
        dy: below ? 10 : -8,
        fontSize,
        fontWeight: 600,
        fill: color(component.silo),
        stroke: 'var(--paper)',
        strokeWidth: 2,
      })
    }),
  ]
  const said = named.map(
    ({ silo, weights }) => `${siloName('llm', silo)} with weight ${decimal(weights[place], 2)}`,
  )
  return {
    key: `agent-${agent}`,
    heading: `Agent ${agent}`,
    description: `Its mixture: ${listed(said)}.`,
    ...drawPanel(tools, {
      frame,
      innerHeight,
      ...axes,
      xLabel: 'first component',
      marginTop: top,
      marks,
    }),
  }
}

/** Both axes have one scale, so that distances are what they are. */
function domains({ x, y }: ResponseSpace) {
  const width = frame.width - frame.left - frame.right
  const perPixel = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / innerHeight)
  const around = ([low, high]: readonly [number, number], pixels: number): [number, number] => {
    const middle = (low + high) / 2
    return [middle - (perPixel * pixels) / 2, middle + (perPixel * pixels) / 2]
  }
  return {
    x: { domain: around(x, width), ticks: 5 },
    y: { domain: around(y, innerHeight), ticks: 5, label: 'second component' },
  }
}

/** The same answer, given so often. */
interface Alike extends SketchPoint {
  readonly answers: number
}

function alike(points: readonly SketchPoint[]): readonly Alike[] {
  const groups = groupBy(points, ({ x, y, silo }) => `${x} ${y} ${silo}`)
  return [...groups.values()].map((same) => ({ ...same[0], answers: same.length }))
}

/** The curve at two standard deviations. */
export function ellipse({ center, covariance }: SketchComponent): readonly { x: number; y: number }[] {
  const [xx, xy, yy] = covariance
  const a = Math.sqrt(xx)
  const b = xy / a
  const c = Math.sqrt(Math.max(0, yy - b * b))
  return Array.from({ length: 61 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 60
    const [u, v] = [2 * Math.cos(angle), 2 * Math.sin(angle)]
    return { x: center[0] + a * u, y: center[1] + b * u + c * v }
  })
}
