import { type Stream, uniformInteger } from '../core/random.ts'
import { type Components, spreadsOf } from './components.ts'
import { densityRows } from './density-rows.ts'
import { drawAround, drawComponent } from './draws.ts'
import { memoriesOf } from './memories.ts'
import type { Mixtures, MixturesDesign } from './mixtures.ts'
import { sparseWeights, type WeightList } from './sparse-weights.ts'
import { startingComponent } from './starting-weights.ts'
import { weightUpdate } from './weight-update.ts'

/**
 * Mixtures whose components are the same for all agents at all times; only weights change. What never
 * changes is computed once: a memory element keeps its row of densities. What is zero is not touched: see
 * {@link densityRows}, {@link sparseWeights} and {@link weightUpdate}.
 *
 * @param starts by agent: draws of its first memory
 */
export function sharedMixtures(
  components: Components,
  design: MixturesDesign,
  starts: readonly Stream[],
): Mixtures {
  const { size, floor, memory: slots, memoryRule, ageDecay } = design
  const { count, dimensions } = components
  const memories = memoriesOf(size, slots, dimensions, memoryRule, ageDecay)
  const weights = sparseWeights(size, count)

  // One row a memory slot, and one more for a point that is only asked about.
  const asked = size * slots
  const rows = densityRows(components, floor, asked + 1)
  const update = weightUpdate(count, floor, slots, rows, weights)

  const chosen = new Int32Array(slots)
  const updated = (agent: number, replaced: number | null): WeightList => {
    for (let slot = 0; slot < slots; slot++) chosen[slot] = slot === replaced ? asked : agent * slots + slot
    return update(agent, chosen, memories.importance(agent, replaced))
  }

  const current: WeightList = {
    components: weights.active,
    weights: weights.activeWeights,
    offset: 0,
    length: 0,
    base: 0,
  }
  const weightsOf = (agent: number): WeightList => {
    current.offset = agent * count
    current.length = weights.actives[agent]
    current.base = weights.base[agent]
    return current
  }

  const drawFrom = (list: WeightList, stream: Stream, into: Float64Array) => {
    const a = drawComponent(stream.uniform(), count, list)
    drawAround(components, a, components.means, a * dimensions, stream, into)
  }

  /**
   * Draws around a random element of the memory (or around the query that stands in one's place), with the
   * spread of the component most responsible for it.
   */
  const drawFromMemory = (
    agent: number,
    replaced: number | null,
    query: Float64Array,
    list: WeightList,
    stream: Stream,
    into: Float64Array,
  ) => {
    const slot = uniformInteger(stream.uniform(), slots)
    const isQuery = slot === replaced
    const row = isQuery ? asked : agent * slots + slot
    let most = -1
    let responsible = 0
    let next = list.offset
    for (let a = rows.first[row]; a < rows.first[row] + rows.length[row]; a++) {
      while (next < list.offset + list.length && list.components[next] < a) next++
      const isActive = next < list.offset + list.length && list.components[next] === a
      const responsibility =
        (isActive ? list.weights[next] : list.base) * rows.values[row * rows.width + a - rows.first[row]]
      if (responsibility <= most) continue
      most = responsibility
      responsible = a
    }
    drawAround(
      components,
      responsible,
      isQuery ? query : memories.points,
      isQuery ? 0 : row * dimensions,
      stream,
      into,
    )
  }

  const point = new Float64Array(dimensions)
  for (let agent = 0; agent < size; agent++) {
    const own = Int32Array.of(startingComponent(agent, count))
    weights.set(agent, {
      components: own,
      weights: Float64Array.of(1 - floor),
      offset: 0,
      length: 1,
      base: floor / size,
    })
    for (let slot = 0; slot < slots; slot++) {
      drawFrom(weightsOf(agent), starts[agent], point)
      memories.points.set(point, (agent * slots + slot) * dimensions)
      rows.write(agent * slots + slot, point)
    }
  }

  return {
    size,
    dimensions,
    silo: (agent) => weights.largest(agent),
    weights: (agent) => weights.all.slice(agent * count, (agent + 1) * count),
    spreads: () => spreadsOf(components),
    squaredDistances: (agent, into) => weights.squaredDistances(agent, into),
    draw(agent, response, stream, into) {
      const list = weightsOf(agent)
      if (response === 'mixture') drawFrom(list, stream, into)
      else drawFromMemory(agent, null, into, list, stream, into)
    },
    answer(agent, query, response, stream, into) {
      const replaced = memories.replaced(agent, query)
      rows.write(asked, query)
      const list = updated(agent, replaced)
      if (response === 'mixture') drawFrom(list, stream, into)
      else drawFromMemory(agent, replaced, query, list, stream, into)
    },
    learn(agent, message) {
      const slot = memories.replaced(agent, message)
      memories.put(agent, slot, message)
      rows.write(agent * slots + slot, message)
      weights.set(agent, updated(agent, null))
    },
  }
}
