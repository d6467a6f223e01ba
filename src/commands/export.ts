import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { csvLine } from '../export/csv.ts'
import { runRows, stepRows } from '../export/tables.ts'
import { print } from './output.ts'
import { storedMetrics, storedRuns } from './stored-runs.ts'

export function exportCommand(): Command {
  return new Command('export')
    .description('tidy tables: one row a run, and one a run, time and agent')
    .argument('<folder>', 'folder of runs')
    .addOption(new Option('--format <format>', 'file format').choices(['csv']).default('csv'))
    .option('--out <folder>', 'where the tables go (default: beside the runs)')
    .action(async (folder: string, options: { readonly out?: string }) => {
      const runs = storedMetrics([folder])
      const out = options.out ?? folder
      mkdirSync(out, { recursive: true })
      const tables = { 'runs.csv': runRows(runs), 'steps.csv': stepRows(storedRuns(folder)) }
      for (const [name, rows] of Object.entries(tables)) {
        const path = join(out, name)
        const file = createWriteStream(path)
        for (const row of rows) if (!file.write(csvLine(row))) await once(file, 'drain')
        file.end()
        await once(file, 'close')
        print(path)
      }
    })
}
