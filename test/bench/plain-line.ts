import { type Stream, streamAt } from '../../src/core/random.ts'
import { scheduleOf } from '../../src/core/schedule.ts'
import { resolveDesign } from '../../src/design/design.ts'
import type { DesignInput } from '../../src/design/fields.ts'

/**
 * Algorithm 1 on a line as one would first write it with flat arrays: dense, every density computed when it
 * is needed. The yardstick of the benchmark, and no straw man.
 *
 * @returns seconds
 */
export function runPlain(input: DesignInput, replicate: number): number {
  const start = performance.now()
  const design = resolveDesign('gmm', input)
  const { agents: n, memory: r, sigma, spacing, epsilon, seed, steps, neighbors } = design
  const schedule = scheduleOf(design, replicate)
  const streams = (purpose: string) =>
    Array.from({ length: n }, (_, i) => streamAt(seed, replicate, purpose, i))
  const [starts, queries, answers] = [streams('memory'), streams('query'), streams('answer')]
  const scale = sigma * Math.sqrt(2 * Math.PI)

  const draw = (weights: Float64Array, stream: Stream) => {
    const uniform = stream.uniform()
    let below = 0
    let chosen = 0
    for (; chosen < n - 1; chosen++) {
      below += weights[chosen]
      if (uniform < below) break
    }
    return chosen * spacing + sigma * stream.normal()
  }
  const clip = (weights: Float64Array) => {
    let sum = 0
    for (let a = 0; a < n; a++) {
      weights[a] = Math.min(Math.max(weights[a], epsilon), 1 - epsilon)
      sum += weights[a]
    }
    for (let a = 0; a < n; a++) weights[a] /= sum
  }
  const update = (old: Float64Array, memory: Float64Array) => {
    const prior = old.slice()
    clip(prior)
    const next = new Float64Array(n)
    const parts = new Float64Array(n)
    for (let h = 0; h < r; h++) {
      let total = 0
      for (let a = 0; a < n; a++) {
        const z = (memory[h] - a * spacing) / sigma
        parts[a] = (prior[a] * Math.exp(-0.5 * z * z)) / scale
        total += parts[a]
      }
      if (total > 0) for (let a = 0; a < n; a++) next[a] += parts[a] / total / r
    }
    clip(next)
    return next
  }
  const put = (memory: Float64Array, x: number) => {
    let farthest = 0
    for (let h = 1; h < r; h++) if (Math.abs(memory[h] - x) > Math.abs(memory[farthest] - x)) farthest = h
    memory[farthest] = x
  }

  const weights = Array.from({ length: n }, (_, i) =>
    new Float64Array(n).fill(epsilon / n).fill(1 - epsilon, i, i + 1),
  )
  const memories = weights.map((own, i) => Float64Array.from({ length: r }, () => draw(own, starts[i])))
  for (let t = 0; t < steps; t++) {
    const step = schedule.next('synchronous')
    const distances = (i: number) => () =>
      weights.map((other) => other.reduce((sum, weight, a) => sum + (weight - weights[i][a]) ** 2, 0))
    const partners = weights.map((_, i) =>
      step.partner(i, neighbors < n - 1 ? distances(i) : () => weights[i]),
    )
    const messages = partners.map((j, i) => {
      const asked = memories[j].slice()
      put(asked, draw(weights[i], queries[i]))
      return draw(update(weights[j], asked), answers[i])
    })
    for (let i = 0; i < n; i++) {
      put(memories[i], messages[i])
      weights[i] = update(weights[i], memories[i])
    }
  }
  return (performance.now() - start) / 1000
}
