import { scheduleOf } from '../core/schedule.ts'
import { simulate } from '../sim/simulate.ts'
import { openPlainWorkshop, type PlainDesign } from './plain-workshop.ts'

/** What a run of a system that computes by itself takes, by a short one. */
export interface PlainCost {
  readonly seconds: number
  /** Of its trace. */
  readonly bytes: number
}

const mostDesigns = 12
const mostSeconds = 0.25

/**
 * The mean cost of a run of some designs, one replicate each, from the first steps of some of them spread over the
 * list.
 *
 * @param designs one or more
 */
export async function plainCost(designs: readonly PlainDesign[]): Promise<PlainCost> {
  const count = Math.min(designs.length, mostDesigns)
  const some = Array.from(
    { length: count },
    (_, i) => designs[Math.floor(((i + 0.5) * designs.length) / count)],
  )
  // The first one also warms the machine's compiler, and is not counted.
  await costOf(some[0])
  const costs: PlainCost[] = []
  for (const design of some) costs.push(await costOf(design))
  const mean = (pick: (cost: PlainCost) => number) =>
    costs.reduce((sum, cost) => sum + pick(cost), 0) / costs.length
  return { seconds: mean((cost) => cost.seconds), bytes: mean((cost) => cost.bytes) }
}

async function costOf(design: PlainDesign): Promise<PlainCost> {
  const start = performance.now()
  const passed = () => (performance.now() - start) / 1000
  const system = await openPlainWorkshop(design).job(0).system(null, null)
  const made = passed()
  let bytes = 0
  let times = 0
  for await (const step of simulate(system, design, scheduleOf(design, 0))) {
    bytes += Buffer.byteLength(JSON.stringify(step)) + 1
    times++
    if (passed() > mostSeconds) break
  }
  const share = (design.steps + 1) / times
  return { seconds: made + (passed() - made) * share, bytes: bytes * share }
}
