import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { loadComponents } from '../adapters/text-files.ts'
import { InputError } from '../core/errors.ts'
import { scheduleOf } from '../core/schedule.ts'
import { type GmmDesign, resolveDesign } from '../design/design.ts'
import { designInputFrom } from '../design/recorded.ts'
import { gmmSystem } from '../gmm/gmm-system.ts'
import type { Mixtures } from '../gmm/mixtures.ts'
import type { MeanWeights } from '../report/cell.ts'
import { simulate } from '../sim/simulate.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { RunHeader } from '../trace/record.ts'
import { hashFile } from '../weights/file-hash.ts'

/** More components than this could not be told apart in a figure. */
const mostAgents = 100

/** The mean weights of the mixtures of a run over time; null where `mixturesAgain` is, and for more than 100 agents. */
export async function mixtureWeights(run: StoredRun): Promise<MeanWeights | null> {
  return run.header.design.agents > mostAgents ? null : mixturesAgain(run, meanWeights)
}

/**
 * What can be seen of the mixtures of a run at each time. A trace does not hold them: they come from running the
 * design once more, and are given only where that goes through the very silos that were recorded.
 *
 * @param look called with the mixtures as they are at each time
 * @returns null for other systems, and where the run does not come out the same (it was made by another version, or
 *   its file of components is not there any more)
 */
export async function mixturesAgain<Seen>(
  { header, steps }: Pick<StoredRun, 'header' | 'steps'>,
  look: (mixtures: Mixtures) => Seen,
): Promise<readonly Seen[] | null> {
  const design = gmmDesignOf(header.design)
  if (design === null) return null
  const file = design.components
  if (file !== null && !(await isAsRecorded(file, header))) return null
  const custom = file === null ? null : loadComponents(file, design.sigma).value
  const system = gmmSystem(design, header.replicate, custom)
  const { mixtures } = system
  const seen = [look(mixtures)]
  for await (const { t, silos } of simulate(system, design, scheduleOf(design, header.replicate))) {
    if (t >= steps.length) break
    if (!isDeepStrictEqual(silos, steps[t].silos)) return null
    // What was learnt on the way to the next time is in the mixtures already.
    seen.push(look(mixtures))
  }
  return seen.slice(0, steps.length)
}

/** The design of a mixture as this version resolves it; null where that is another one, or none that it accepts. */
function gmmDesignOf(recorded: RunHeader['design']): GmmDesign | null {
  if (recorded.system !== 'gmm') return null
  try {
    const design = resolveDesign('gmm', designInputFrom(recorded))
    return isDeepStrictEqual(design, recorded) ? design : null
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** Whether the file of components is there and still what the run was made with. */
async function isAsRecorded(file: string, { provenance }: RunHeader): Promise<boolean> {
  const { inputs } = provenance
  const recorded = typeof inputs === 'object' && inputs !== null ? Object.values(inputs) : []
  return existsSync(file) && recorded.includes(await hashFile(file))
}

/** Four decimals are more than can be seen. */
const rounded = (value: number) => Math.round(value * 10_000) / 10_000

function meanWeights(mixtures: Mixtures): readonly number[] {
  const all = Array.from({ length: mixtures.size }, (_, agent) => mixtures.weights(agent))
  return Array.from(all[0], (_, component) =>
    rounded(all.reduce((sum, own) => sum + own[component], 0) / all.length),
  )
}
