import { resolve } from 'node:path'
import { Command } from 'commander'
import { parseSpec, sectionOf } from './comparison-spec.ts'
import { comparisonText } from './comparison-text.ts'
import { addDesignOptions, designInput } from './design-options.ts'
import { type ExperimentOptions, experimentOptions, finish } from './experiment-options.ts'
import { metricsTable } from './metrics.ts'
import { print } from './output.ts'
import { runExperiment } from './run-experiment.ts'
import { servingOf } from './serving-options.ts'
import { comparisonWithin, storedMetrics } from './stored-runs.ts'

export function pairCommand(): Command {
  const command = new Command('pair')
    .description('run the LLM system and its GMM twin on one schedule, compare them and write the report')
    .argument('[design]', 'YAML file of design options')
  experimentOptions(addDesignOptions(command))
  return command.action(async (file: string | undefined, options: ExperimentOptions) => {
    const { out, concurrency, mode, workers, trace, allowMixed = false } = options
    const result = await runExperiment({
      command: 'pair',
      systems: ['llm', 'gmm'],
      input: designInput(command, file),
      folder: out,
      concurrency,
      mode,
      workers,
      trace,
      allowMixed,
      serving: servingOf(options),
    })
    if (!finish(result, out)) return
    print(metricsTable(storedMetrics([out])))
    print('')
    const spec = parseSpec(file === undefined ? {} : sectionOf(file))
    print(comparisonText(comparisonWithin(out, spec)))
    print('')
    const { writeReport } = await import('./write-report.ts')
    print(`Report: ${resolve(await writeReport(out, { spec }))}`)
  })
}
