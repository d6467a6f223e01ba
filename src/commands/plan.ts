import { Command } from 'commander'
import { badInput } from '../core/errors.ts'
import {
  type Design,
  isSystemName,
  recordedDesign,
  resolveDesign,
  type SystemName,
  systemNames,
} from '../design/design.ts'
import type { DesignInput } from '../design/fields.ts'
import { claimed, type Experiment } from '../experiment/experiment-folder.ts'
import { type GridJob, jobsOf } from '../experiment/grid.ts'
import { mayChange } from '../experiment/mixing.ts'
import { openBackends } from './backends.ts'
import { addDesignOptions, designInput } from './design-options.ts'
import { type ExperimentOptions, experimentOptions } from './experiment-options.ts'
import { print, printJson } from './output.ts'
import { planText } from './plan-text.ts'
import { planOf } from './run-plan.ts'
import { servingOf } from './serving-options.ts'
import { readGrid } from './sweep.ts'

type PlanOptions = ExperimentOptions & { readonly json?: true }

/** `plan` before a command line of run, pair or sweep says what that would take. */
export function planCommand(): Command {
  const command = new Command('plan').description(
    'say what run, pair or sweep would take: runs, calls, tokens, time, disk; writes no run, and asks each model ' +
      'three times',
  )
  command.addCommand(planRunCommand()).addCommand(planPairCommand()).addCommand(planSweepCommand())
  return command
}

function planRunCommand(): Command {
  const command = new Command('run')
    .description('what `silotwin run` would take')
    .argument('<system>', systemNames.join(', '))
    .argument('[design]', 'YAML file of design options')
  planOptions(addDesignOptions(command))
  return command.action(async (system: string, file: string | undefined, options: PlanOptions) => {
    if (!isSystemName(system)) throw badInput('system', system, systemNames.join(', '))
    await planExperiment('run', [system], designInput(command, file), options)
  })
}

function planPairCommand(): Command {
  const command = new Command('pair')
    .description('what `silotwin pair` would take')
    .argument('[design]', 'YAML file of design options')
  planOptions(addDesignOptions(command))
  return command.action(async (file: string | undefined, options: PlanOptions) => {
    await planExperiment('pair', ['llm', 'gmm'], designInput(command, file), options)
  })
}

function planSweepCommand(): Command {
  const command = new Command('sweep')
    .description('what `silotwin sweep` would take')
    .argument('<file>', 'YAML file of a grid')
  return planOptions(command).action(async (file: string, options: PlanOptions) => {
    const grid = readGrid(file)
    const { given, replicates } = grid
    await plan(jobsOf(grid), { command: 'sweep', designs: [given], replicates }, options)
  })
}

function planOptions(command: Command): Command {
  return experimentOptions(command).option('--json', 'print the plan as JSON')
}

async function planExperiment(
  command: string,
  systems: readonly SystemName[],
  input: DesignInput,
  options: PlanOptions,
): Promise<void> {
  const { replicates = 1 } = input
  const designs = systems.map((system): Design => resolveDesign(system, input))
  const recorded = designs.map((design) => ({ ...recordedDesign(design) }))
  await plan(jobsOf({ designs, replicates }), { command, designs: recorded, replicates }, options)
}

async function plan(
  jobs: readonly GridJob[],
  experiment: Omit<Experiment, 'format'>,
  options: PlanOptions,
): Promise<void> {
  const { out, concurrency, mode, trace, workers, allowMixed } = options
  // What would be refused is refused here too.
  claimed(out, experiment, allowMixed === true ? mayChange : undefined)
  // Vectors of probes are none to keep.
  const serving = { ...servingOf(options), embeddingCache: false }
  const backends = openBackends({ concurrency, mode, serving })
  try {
    const found = await planOf({ jobs, folder: out, trace, workers }, backends)
    if (options.json) printJson(found)
    else print(planText(found, out))
  } finally {
    await backends.close()
  }
}
