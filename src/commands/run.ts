import { Command } from 'commander'
import { badInput } from '../core/errors.ts'
import { isSystemName, systemNames } from '../design/design.ts'
import { addDesignOptions, designInput } from './design-options.ts'
import { type ExperimentOptions, experimentOptions, finish } from './experiment-options.ts'
import { metricsTable } from './metrics.ts'
import { print } from './output.ts'
import { runExperiment } from './run-experiment.ts'
import { servingOf } from './serving-options.ts'
import { storedMetrics } from './stored-runs.ts'

export function runCommand(): Command {
  const command = new Command('run')
    .description('run one system')
    .argument('<system>', systemNames.join(', '))
    .argument('[design]', 'YAML file of design options')
  experimentOptions(addDesignOptions(command))
  return command.action(async (system: string, file: string | undefined, options: ExperimentOptions) => {
    if (!isSystemName(system)) throw badInput('system', system, systemNames.join(', '))
    const result = await runExperiment({
      command: 'run',
      systems: [system],
      input: designInput(command, file),
      folder: options.out,
      concurrency: options.concurrency,
      mode: options.mode,
      workers: options.workers,
      trace: options.trace,
      allowMixed: options.allowMixed ?? false,
      serving: servingOf(options),
    })
    if (!finish(result, options.out)) return
    print(metricsTable(storedMetrics([options.out])))
  })
}
