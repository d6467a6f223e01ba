import { softwareVersions } from '../adapters/provenance.ts'
import { loadComponents } from '../adapters/text-files.ts'
import type { ChainStart } from '../chain/chain-start.ts'
import { chainSystem } from '../chain/chain-system.ts'
import type { ChainDesign, Design, LlmDesign } from '../design/design.ts'
import type { ReplicateJob } from '../experiment/run-replicate.ts'
import { gmmSystem } from '../gmm/gmm-system.ts'
import type { AgentSystem } from '../sim/agent.ts'
import { voterSystem } from '../voter/voter-system.ts'

/** Makes the jobs of a design's replicates. */
export interface Workshop {
  readonly design: Design
  job(replicate: number): ReplicateJob
}

/** The design of a system that computes by itself: it can run on any thread. */
export type PlainDesign = Exclude<Design, LlmDesign>

/**
 * The workshop of a system that needs nothing but its design and, with layout custom, a file.
 *
 * @throws InputError where that file is not there or holds no components
 */
export function openPlainWorkshop(design: PlainDesign): Workshop {
  switch (design.system) {
    case 'gmm': {
      const custom = design.components === null ? null : loadComponents(design.components, design.sigma)
      const inputs = custom === null ? {} : { componentsFile: custom.sha256 }
      return workshopOf(design, inputs, (replicate) => gmmSystem(design, replicate, custom?.value ?? null))
    }
    case 'voter':
    case 'noisy-voter':
      return workshopOf(design, {}, (replicate) => voterSystem(design, replicate))
    case 'chain': {
      const start = startOf(design)
      return workshopOf(design, {}, (replicate) => chainSystem({ ...design, start }, replicate))
    }
  }
}

function startOf({ start, level }: ChainDesign): ChainStart {
  if (start === 'polarized') return { kind: start, level: level ?? 1 }
  return { kind: start }
}

function workshopOf(
  design: PlainDesign,
  inputs: Readonly<Record<string, string>>,
  system: (replicate: number) => AgentSystem,
): Workshop {
  const provenance = { versions: softwareVersions(), inputs }
  return {
    design,
    job: (replicate) => ({ design, replicate, provenance, pace: 'in-step', system: () => system(replicate) }),
  }
}
