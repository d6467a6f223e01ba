import { resolve } from 'node:path'
import { Command } from 'commander'
import { parseSpec, sectionOf } from './comparison-spec.ts'
import { print } from './output.ts'

export function reportCommand(): Command {
  return new Command('report')
    .description('write the self-contained HTML page and the SVG figures of a folder of runs')
    .argument('<folder>', 'folder of runs')
    .option('--spec <file>', 'YAML file with a section `comparison`')
    .option('--png', 'write the figures as PNG as well')
    .action(async (folder: string, options: { readonly spec?: string; readonly png?: true }) => {
      const spec = parseSpec(options.spec === undefined ? {} : sectionOf(options.spec))
      // Loaded only where it is needed: drawing takes a while to start.
      const { writeReport } = await import('./write-report.ts')
      print(resolve(await writeReport(folder, { spec, png: options.png ?? false })))
    })
}
