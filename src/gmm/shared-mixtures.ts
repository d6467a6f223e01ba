import { type Stream, uniformInteger } from '../core/random.ts'
import type { Components } from './components.ts'
import { densitiesOf } from './densities.ts'
import { drawAround, drawComponent } from './draws.ts'
import { memoriesOf } from './memories.ts'
import type { Mixtures, MixturesDesign, Response } from './mixtures.ts'
import { startingComponent } from './starting-weights.ts'

/**
 * Mixtures whose components are the same for all agents at all times; only weights change. What is never
 * changed is never computed again: a memory element keeps its row of densities. What is zero is never
 * touched: a row holds the components that matter at its point, and an agent's weights are a list of
 * those above the floor and one number for all others.
 */
export function sharedMixtures(
  components: Components,
  design: MixturesDesign,
  starts: readonly Stream[],
): Mixtures {
  const { size, floor, memory: slots, memoryRule, ageDecay } = design
  const { count, dimensions } = components
  const { width, row } = densitiesOf(components, floor)
  const memories = memoriesOf(size, slots, dimensions, memoryRule, ageDecay)

  // Weights: all of them, and beside them those above the floor, by index and in the order of the components.
  const weights = new Float64Array(size * count)
  const base = new Float64Array(size)
  const active = new Int32Array(size * count)
  const actives = new Int32Array(size)

  // Rows of densities by memory slot; one more for a point that is only asked about.
  const rowIndices = new Int32Array((size * slots + 1) * width)
  const rowDensities = new Float64Array((size * slots + 1) * width)
  const rowLengths = new Int32Array(size * slots + 1)
  const asked = size * slots

  // The weights after an update, by component; `touched` lists those that some point is responsible for.
  const sums = new Float64Array(count)
  const isTouched = new Uint8Array(count)
  const touched = new Int32Array(count)
  const found = new Int32Array(count)
  const shares = new Float64Array(width)
  let foundBase = 0

  const writeRow = (at: number, point: Float64Array) => {
    rowLengths[at] = row(point, rowIndices, rowDensities, at * width)
  }

  /** Adds the responsibilities at one point, `importance` in all; returns how many components are touched now. */
  const addPoint = (agent: number, at: number, importance: number, touchedSoFar: number) => {
    const offset = at * width
    const length = rowLengths[at]
    let total = 0
    for (let m = 0; m < length; m++) {
      const weight = weights[agent * count + rowIndices[offset + m]]
      const inside = weight < floor ? floor : weight > 1 - floor ? 1 - floor : weight
      shares[m] = inside * rowDensities[offset + m]
      total += shares[m]
    }
    if (total === 0) return touchedSoFar
    const scale = importance / total
    let touchedNow = touchedSoFar
    for (let m = 0; m < length; m++) {
      const a = rowIndices[offset + m]
      if (isTouched[a] === 0) {
        isTouched[a] = 1
        sums[a] = 0
        touched[touchedNow++] = a
      }
      sums[a] += shares[m] * scale
    }
    return touchedNow
  }

  /**
   * One EM step of an agent's weights, with the asked-about point in place of one slot (null: none).
   * Leaves the weights in `sums` for the components in `found` and in `foundBase` for all others.
   */
  const update = (agent: number, replaced: number | null): number => {
    const importance = memories.importance(agent, replaced)
    let touchedNow = 0
    for (let slot = 0; slot < slots; slot++) {
      const at = slot === replaced ? asked : agent * slots + slot
      touchedNow = addPoint(agent, at, importance[slot], touchedNow)
    }
    let above = 0
    let sum = 0
    for (let m = 0; m < touchedNow; m++) {
      const a = touched[m]
      isTouched[a] = 0
      if (!(sums[a] > floor)) continue
      if (sums[a] > 1 - floor) sums[a] = 1 - floor
      sum += sums[a]
      // Insertion keeps the few components above the floor in order.
      let place = above++
      for (; place > 0 && found[place - 1] > a; place--) found[place] = found[place - 1]
      found[place] = a
    }
    sum += (count - above) * floor
    for (let m = 0; m < above; m++) sums[found[m]] /= sum
    foundBase = floor / sum
    return above
  }

  const keepUpdate = (agent: number, above: number) => {
    weights.fill(foundBase, agent * count, (agent + 1) * count)
    for (let m = 0; m < above; m++) {
      weights[agent * count + found[m]] = sums[found[m]]
      active[agent * count + m] = found[m]
    }
    base[agent] = foundBase
    actives[agent] = above
  }

  /** Draws from the weights in a list of components and one number for all others. */
  const drawFrom = (
    list: Int32Array,
    offset: number,
    length: number,
    values: Float64Array,
    valueOffset: number,
    rest: number,
    stream: Stream,
    into: Float64Array,
  ) => {
    const a = drawComponent(stream.uniform(), count, list, offset, length, values, valueOffset, rest)
    drawAround(components, a, components.means, a * dimensions, stream, into)
  }

  /**
   * Draws around a random element of the memory (or around the query that stands in one's place), with the
   * spread of the component most responsible for it.
   *
   * @param values the weight of a component
   */
  const drawFromMemory = (
    agent: number,
    replaced: number | null,
    query: Float64Array,
    values: (a: number) => number,
    stream: Stream,
    into: Float64Array,
  ) => {
    const slot = uniformInteger(stream.uniform(), slots)
    const at = slot === replaced ? asked : agent * slots + slot
    const [points, offset] = slot === replaced ? [query, 0] : [memories.points, at * dimensions]
    let best = 0
    let most = -1
    for (let m = at * width; m < at * width + rowLengths[at]; m++) {
      const responsibility = rowDensities[m] * values(rowIndices[m])
      if (responsibility <= most) continue
      most = responsibility
      best = rowIndices[m]
    }
    drawAround(components, best, points, offset, stream, into)
  }

  /** Whether the last update left component a above the floor. */
  const isFound = (a: number, above: number) => {
    for (let m = 0; m < above; m++) if (found[m] === a) return true
    return false
  }

  const point = new Float64Array(dimensions)
  for (let agent = 0; agent < size; agent++) {
    const own = startingComponent(agent, count)
    weights.fill(floor / size, agent * count, (agent + 1) * count)
    weights[agent * count + own] = 1 - floor
    base[agent] = floor / size
    active[agent * count] = own
    actives[agent] = 1
    for (let slot = 0; slot < slots; slot++) {
      drawFrom(active, agent * count, 1, weights, agent * count, base[agent], starts[agent], point)
      memories.points.set(point, (agent * slots + slot) * dimensions)
      writeRow(agent * slots + slot, point)
    }
  }

  return {
    size,
    dimensions,
    silo(agent) {
      let best = actives[agent] === 0 ? 0 : active[agent * count]
      for (let m = 1; m < actives[agent]; m++) {
        const a = active[agent * count + m]
        if (weights[agent * count + a] > weights[agent * count + best]) best = a
      }
      return best
    },
    weights: (agent) => weights.slice(agent * count, (agent + 1) * count),
    squaredDistance(one, other) {
      const [endOne, endOther] = [one * count + actives[one], other * count + actives[other]]
      let m = one * count
      let o = other * count
      let sum = 0
      let union = 0
      while (m < endOne || o < endOther) {
        const a = m < endOne ? active[m] : count
        const b = o < endOther ? active[o] : count
        const here = a <= b ? weights[one * count + a] : base[one]
        const there = b <= a ? weights[other * count + b] : base[other]
        sum += (here - there) * (here - there)
        union++
        if (a <= b) m++
        if (b <= a) o++
      }
      const rest = base[one] - base[other]
      return sum + (count - union) * rest * rest
    },
    draw(agent, response: Response, stream, into) {
      if (response === 'memory') {
        drawFromMemory(agent, null, into, (a) => weights[agent * count + a], stream, into)
      } else
        drawFrom(active, agent * count, actives[agent], weights, agent * count, base[agent], stream, into)
    },
    answer(agent, query, response, stream, into) {
      const replaced = memories.replaced(agent, query)
      writeRow(asked, query)
      const above = update(agent, replaced)
      if (response === 'mixture') drawFrom(found, 0, above, sums, 0, foundBase, stream, into)
      else
        drawFromMemory(agent, replaced, query, (a) => (isFound(a, above) ? sums[a] : foundBase), stream, into)
    },
    learn(agent, message) {
      const slot = memories.replaced(agent, message)
      memories.put(agent, slot, message)
      writeRow(agent * slots + slot, message)
      keepUpdate(agent, update(agent, null))
    },
  }
}
