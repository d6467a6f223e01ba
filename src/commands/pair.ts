import { resolve } from 'node:path'
import { Command } from 'commander'
import { compare } from '../compare/compare.ts'
import { comparisonText } from './compare.ts'
import { addDesignOptions, designInput } from './design-options.ts'
import { type ExperimentOptions, experimentOptions, finish } from './experiment-options.ts'
import { metricsTable } from './metrics.ts'
import { print } from './output.ts'
import { runExperiment } from './run-experiment.ts'
import { servingOf } from './serving-options.ts'
import { ensembleAt, storedMetrics } from './stored-runs.ts'

export function pairCommand(): Command {
  const command = new Command('pair')
    .description('run the LLM system and its GMM twin on one schedule, compare them and write the report')
    .argument('[design]', 'YAML file of design options')
  experimentOptions(addDesignOptions(command))
  return command.action(async (file: string | undefined, options: ExperimentOptions) => {
    const { out, concurrency, workers, trace } = options
    const result = await runExperiment({
      command: 'pair',
      systems: ['llm', 'gmm'],
      input: designInput(command, file),
      folder: out,
      concurrency,
      workers,
      trace,
      serving: servingOf(options),
    })
    if (!finish(result, out)) return
    print(metricsTable(storedMetrics([out])))
    print('')
    print(comparisonText(compare(ensembleAt(`${out}#llm`), ensembleAt(`${out}#gmm`))))
    print('')
    const { writeReport } = await import('./write-report.ts')
    print(`Report: ${resolve(writeReport(out))}`)
  })
}
