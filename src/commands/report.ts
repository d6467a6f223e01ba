import { resolve } from 'node:path'
import { Command } from 'commander'
import { parseSpec, sectionOf } from './comparison-spec.ts'
import { print } from './output.ts'

export function reportCommand(): Command {
  return new Command('report')
    .description('write the self-contained HTML page and the SVG figures of a folder of runs')
    .argument('<folder>', 'folder of runs')
    .option('--spec <file>', 'YAML file with a section `comparison`')
    .action(async (folder: string, { spec }: { readonly spec?: string }) => {
      // Loaded only where it is needed: drawing takes a while to start.
      const { writeReport } = await import('./write-report.ts')
      print(resolve(writeReport(folder, parseSpec(spec === undefined ? {} : sectionOf(spec)))))
    })
}
