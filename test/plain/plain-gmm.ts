import { chooseNeighbor } from '../../src/core/neighbors.ts'
import { type Stream, streamAt, uniformInteger } from '../../src/core/random.ts'
import type { Components } from '../../src/gmm/components.ts'
import type { GmmSystemDesign } from '../../src/gmm/gmm-system.ts'

/** The design of a run of the plain transcription. */
export interface PlainDesign extends GmmSystemDesign {
  readonly steps: number
  readonly mirror: number
  readonly neighbors: number
  readonly ties: 'random' | 'index'
}

interface PlainAgent {
  weights: number[]
  /** Points from the oldest to the youngest do not keep their slots; ages are kept beside. */
  memory: number[][]
  age: number[]
  /** K covariances, d × d. */
  covariances: number[][][]
}

/**
 * Algorithm 1 of Wang et al. (2025) and its variants, transcribed line by line without any thought of
 * speed: the oracle that the engine must agree with, given the same draws.
 *
 * @returns the weights of all agents at t = 0 … T
 */
export function plainRun(design: PlainDesign, components: Components, replicate: number): number[][][] {
  const { agents: size, seed, steps, mirror, neighbors, ties } = design
  const streams = (purpose: string) => indices(size).map((i) => streamAt(seed, replicate, purpose, i))
  const starts = streams('memory')
  const queries = streams('query')
  const answers = streams('answer')
  const partners = streams('partner')
  const agents = indices(size).map((i) => born(i, design, components, starts[i]))
  const path = [agents.map((agent) => agent.weights)]
  for (let t = 0; t < steps; t++) {
    const partnerOf = indices(size).map((i) => {
      const [coin, rank, tie] = [partners[i].uniform(), partners[i].uniform(), partners[i].uniform()]
      if (coin < mirror) return i
      const distances = agents.map((agent) =>
        sum(agent.weights.map((w, a) => (w - agents[i].weights[a]) ** 2)),
      )
      return chooseNeighbor(i, distances, neighbors, ties, { rank, tie })
    })
    const messages = indices(size).map((i) => {
      const partner = agents[partnerOf[i]]
      if (design.protocol === 'copy') return drawn(partner, design.response, components, answers[i])
      const query = drawn(agents[i], 'mixture', components, queries[i])
      const asked = { ...partner, memory: [...partner.memory], age: [...partner.age] }
      take(asked, query, design)
      update(asked, design, components)
      return drawn(asked, design.response, components, answers[i])
    })
    for (const i of indices(size)) {
      take(agents[i], messages[i], design)
      update(agents[i], design, components)
    }
    path.push(agents.map((agent) => agent.weights))
  }
  return path
}

function born(i: number, design: PlainDesign, components: Components, stream: Stream): PlainAgent {
  const { agents: size, epsilon, memory } = design
  const K = components.count
  const weights = indices(K).map((a) => (a === i % K ? 1 - epsilon : epsilon / size))
  const covariances = indices(K).map((a) => startingCovariance(components, a))
  const agent: PlainAgent = {
    weights,
    memory: [],
    age: indices(memory).map((h) => memory - 1 - h),
    covariances,
  }
  for (let h = 0; h < memory; h++) agent.memory.push(drawn(agent, 'mixture', components, stream))
  return agent
}

function startingCovariance({ dimensions: d, spread }: Components, a: number): number[][] {
  if (spread.kind === 'isotropic') {
    return indices(d).map((m) => indices(d).map((o) => (m === o ? spread.sigma ** 2 : 0)))
  }
  const L = indices(d).map((m) => indices(d).map((o) => spread.factors[a * d * d + m * d + o]))
  return indices(d).map((m) => indices(d).map((o) => sum(indices(d).map((e) => L[m][e] * L[o][e]))))
}

/** Replaces the element that the rule says. */
function take(agent: PlainAgent, point: number[], design: PlainDesign): void {
  const squares = agent.memory.map((x) => sum(x.map((value, m) => (value - point[m]) ** 2)))
  const replaced = {
    farthest: squares.indexOf(Math.max(...squares)),
    oldest: agent.age.indexOf(Math.max(...agent.age)),
    newest: agent.age.indexOf(Math.min(...agent.age)),
  }[design.memoryRule]
  const gone = agent.age[replaced]
  agent.age = agent.age.map((age) => (age < gone ? age + 1 : age))
  agent.age[replaced] = 0
  agent.memory[replaced] = point
}

/** One EM step. */
function update(agent: PlainAgent, design: PlainDesign, components: Components): void {
  const { epsilon } = design
  const { count: K } = components
  const r = agent.memory.length
  const prior = clip(agent.weights, epsilon)
  const decays = agent.age.map((age) => design.ageDecay ** age)
  const importance = decays.map((decay) => decay / sum(decays))
  const responsibilities = agent.memory.map((x, h) => {
    const parts = indices(K).map((a) => prior[a] * density(agent, components, a, x))
    const total = sum(parts)
    return parts.map((part) => (total === 0 ? 0 : (part / total) * importance[h]))
  })
  const mass = indices(K).map((a) => sum(responsibilities.map((row) => row[a])))
  agent.weights = clip(mass, epsilon)
  if (design.covariance === 'fixed') return
  agent.covariances = agent.covariances.map((old, a) => {
    const scatter = scatterOf(agent.memory, responsibilities, mass[a] * r, a, r, design, components)
    if (scatter === null || design.covariance === 'em') return scatter ?? old
    const scale =
      (determinant(startingCovariance(components, a)) / determinant(scatter)) ** (1 / components.dimensions)
    return scatter.map((row) => row.map((value) => value * scale))
  })
}

function scatterOf(
  memory: readonly number[][],
  responsibilities: readonly number[][],
  mass: number,
  a: number,
  r: number,
  { epsilon, covariance, covarianceFloor }: PlainDesign,
  { dimensions: d, means }: Components,
): number[][] | null {
  const scatter = indices(d).map((m) =>
    indices(d).map((o) => {
      const products = memory.map(
        (x, h) => responsibilities[h][a] * r * (x[m] - means[a * d + m]) * (x[o] - means[a * d + o]),
      )
      return sum(products) / (mass + epsilon)
    }),
  )
  if (d === 1 && covariance === 'em') return [[Math.max(scatter[0][0], covarianceFloor ** 2)]]
  const variance = sum(scatter.map((row, m) => row[m])) / d
  const added = covarianceFloor ** 2 * (covariance === 'volume' ? variance : 1)
  return added > 1e-100
    ? scatter.map((row, m) => row.map((value, o) => (m === o ? value + added : value)))
    : null
}

function drawn(
  agent: PlainAgent,
  response: 'mixture' | 'memory',
  components: Components,
  stream: Stream,
): number[] {
  const { dimensions: d, means, count: K } = components
  if (response === 'memory') {
    const x = agent.memory[uniformInteger(stream.uniform(), agent.memory.length)]
    const shares = indices(K).map((a) => agent.weights[a] * density(agent, components, a, x))
    return normal(x, agent.covariances[shares.indexOf(Math.max(...shares))], stream)
  }
  const uniform = stream.uniform()
  let below = 0
  let chosen = K - 1
  for (let a = 0; a < K; a++) {
    below += agent.weights[a]
    if (uniform < below) {
      chosen = a
      break
    }
  }
  return normal([...means.slice(chosen * d, (chosen + 1) * d)], agent.covariances[chosen], stream)
}

/** x + L z, with Σ = L Lᵀ. */
function normal(x: readonly number[], covariance: readonly number[][], stream: Stream): number[] {
  const L = lower(covariance)
  const z = x.map(() => stream.normal())
  return x.map((value, m) => value + sum(z.map((one, o) => L[m][o] * one)))
}

function density(
  agent: PlainAgent,
  { dimensions: d, means }: Components,
  a: number,
  x: readonly number[],
): number {
  const L = lower(agent.covariances[a])
  const z: number[] = []
  for (const m of indices(d)) {
    z.push((x[m] - means[a * d + m] - sum(z.map((value, o) => L[m][o] * value))) / L[m][m])
  }
  const scale = (2 * Math.PI) ** (d / 2) * L.reduce((product, row, m) => product * row[m], 1)
  return Math.exp(-0.5 * sum(z.map((value) => value * value))) / scale
}

function lower(matrix: readonly (readonly number[])[]): number[][] {
  const L = matrix.map((row) => row.map(() => 0))
  for (const m of indices(matrix.length)) {
    for (let o = 0; o <= m; o++) {
      const rest = matrix[m][o] - sum(indices(o).map((e) => L[m][e] * L[o][e]))
      L[m][o] = m === o ? Math.sqrt(rest) : rest / L[o][o]
    }
  }
  return L
}

const determinant = (matrix: readonly (readonly number[])[]) =>
  lower(matrix).reduce((product, row, m) => product * row[m] ** 2, 1)

function clip(weights: readonly number[], epsilon: number): number[] {
  const inside = weights.map((weight) => Math.min(Math.max(weight, epsilon), 1 - epsilon))
  const total = sum(inside)
  return inside.map((weight) => weight / total)
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const indices = (length: number) => Array.from({ length }, (_, i) => i)
