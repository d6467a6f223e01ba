import { areaY, type Markish } from '@observablehq/plot'
import type { SiloColors } from '../silo-colors.ts'

/** The part of a stack that is one silo at one time. */
export interface Layer {
  readonly silo: number | null
  readonly from: number
  readonly to: number
}

/** A stack from the top down, in the order given. */
export function stackOf(parts: readonly (readonly [number | null, number])[]): readonly Layer[] {
  let reached = 0
  return parts.map(([silo, size]) => {
    reached += size
    return { silo, from: reached - size, to: reached }
  })
}

/** Stacks over time as areas: what is at t lasts until t + 1. */
export function stackAreas(stacks: readonly (readonly Layer[])[], colors: SiloColors): Markish {
  const silos = [...new Set(stacks.flat().map(({ silo }) => silo))]
  const corners = silos.flatMap((silo) => outline(stacks, silo))
  return areaY(corners, {
    x: 'x',
    y1: 'from',
    y2: 'to',
    z: 'silo',
    fill: { value: ({ silo }: AreaCorner) => colors.of(silo), scale: null },
    stroke: 'var(--paper)',
    strokeWidth: 0.6,
  })
}

/** A corner of both edges of an area; where it is broken, they are not numbers. */
interface AreaCorner {
  readonly silo: number | null
  readonly x: number
  readonly from: number
  readonly to: number
}

/** The steps of one silo's area, broken where it is empty; what lasts is one piece. */
function outline(stacks: readonly (readonly Layer[])[], silo: number | null): readonly AreaCorner[] {
  const corners: AreaCorner[] = []
  let before: Layer | undefined
  for (const [t, stack] of [...stacks, []].entries()) {
    const layer = stack.find((one) => one.silo === silo)
    if (layer?.from === before?.from && layer?.to === before?.to) continue
    if (before !== undefined) corners.push({ silo, x: t, from: before.from, to: before.to })
    if (layer === undefined) corners.push({ silo, x: Number.NaN, from: Number.NaN, to: Number.NaN })
    else corners.push({ silo, x: t, from: layer.from, to: layer.to })
    before = layer
  }
  return corners
}
