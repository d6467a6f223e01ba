import { Command } from 'commander'
import { compareSeveral } from '../compare/several.ts'
import { addSpecOptions, comparisonSpec } from './comparison-spec.ts'
import { comparisonText } from './comparison-text.ts'
import { withOtherReadings } from './other-readings.ts'
import { print, printJson } from './output.ts'
import { ensembleAt } from './stored-runs.ts'

type Flags = Parameters<typeof comparisonSpec>[0] & { readonly readings: boolean; readonly json?: true }

export function compareCommand(): Command {
  const command = new Command('compare')
    .description('compare ensembles of runs, cell by cell of (mirror, neighbors); the first is the reference')
    .argument('<a>', 'folder of runs of one system, or FOLDER#SYSTEM')
    .argument('<b>', 'the same')
    .argument('[more...]', 'further ensembles, such as a baseline or other models')
  return addSpecOptions(command)
    .option('--no-readings', 'do not compare again with the other rules for flowers and ties')
    .option('--json', 'print JSON')
    .action(async (a: string, b: string, more: readonly string[], flags: Flags) => {
      const spec = comparisonSpec(flags)
      const sources = [a, b, ...more].map((argument) => ({
        argument,
        ensemble: ensembleAt(argument, spec.window),
      }))
      const [reference, second, ...further] = sources
      const compared = compareSeveral(
        reference.ensemble,
        second.ensemble,
        further.map(({ ensemble }) => ensemble),
        spec,
      )
      const reading = flags.readings ? await withOtherReadings(compared, reference, second, spec) : null
      const comparison =
        reading === null ? compared : { ...compared, findings: [...compared.findings, reading] }
      if (flags.json) printJson(comparison)
      else print(comparisonText(comparison))
    })
}
