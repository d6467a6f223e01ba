import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import type { Table } from '../export/table.ts'
import { runTable, stepTable } from '../export/tables.ts'
import { print } from './output.ts'
import { storedMetrics, storedRuns } from './stored-runs.ts'
import { type TableFormat, tableFormats, writeTable } from './table-files.ts'

export function exportCommand(): Command {
  return new Command('export')
    .description('tidy tables: one row a run, and one a run, time and agent')
    .argument('<folder>', 'folder of runs')
    .addOption(new Option('--format <format>', 'file format').choices(tableFormats).default('csv'))
    .option('--out <folder>', 'where the tables go (default: beside the runs)')
    .action(async (folder: string, options: { readonly format: TableFormat; readonly out?: string }) => {
      const runs = storedMetrics([folder])
      const { format, out = folder } = options
      mkdirSync(out, { recursive: true })
      const write = async <Item>(table: Table<Item>) => {
        const path = join(out, `${table.name}.${format}`)
        await writeTable(path, format, table)
        print(path)
      }
      await write(runTable(runs))
      await write(stepTable(storedRuns(folder)))
    })
}
