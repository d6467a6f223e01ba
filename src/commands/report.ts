import { resolve } from 'node:path'
import { Command } from 'commander'
import { print } from './output.ts'
import { writeReport } from './write-report.ts'

export function reportCommand(): Command {
  return new Command('report')
    .description('write the self-contained HTML page and the SVG figures of a folder of runs')
    .argument('<folder>', 'folder of runs')
    .action((folder: string) => print(resolve(writeReport(folder))))
}
