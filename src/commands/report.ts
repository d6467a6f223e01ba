import { resolve } from 'node:path'
import { Command } from 'commander'
import { print } from './output.ts'

export function reportCommand(): Command {
  return new Command('report')
    .description('write the self-contained HTML page and the SVG figures of a folder of runs')
    .argument('<folder>', 'folder of runs')
    .option('--png', 'write the figures as PNG as well')
    .action(async (folder: string, options: { readonly png?: true }) => {
      // Loaded only where it is needed: drawing takes a while to start.
      const { writeReport } = await import('./write-report.ts')
      print(resolve(await writeReport(folder, options.png)))
    })
}
