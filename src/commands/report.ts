import { resolve } from 'node:path'
import { Command } from 'commander'
import { print } from './output.ts'

export function reportCommand(): Command {
  return new Command('report')
    .description('write the self-contained HTML page and the SVG figures of a folder of runs')
    .argument('<folder>', 'folder of runs')
    .action(async (folder: string) => {
      // Loaded only where it is needed: drawing takes a while to start.
      const { writeReport } = await import('./write-report.ts')
      print(resolve(writeReport(folder)))
    })
}
