import { Command, Option } from 'commander'
import { claimFolder } from '../experiment/experiment-folder.ts'
import type { FlowerReader } from '../llm/flowers.ts'
import { importReleased } from '../released/import-released.ts'
import { readReleased } from '../released/read-released.ts'
import { print } from './output.ts'

export function importCommand(): Command {
  return new Command('import')
    .description("import the authors' released answers as runs of system llm")
    .argument('<folder>', 'folder of output*_*_*.csv files')
    .requiredOption('--out <folder>', 'where the runs go')
    .addOption(
      new Option('--reader <kind>', 'how a flower is read').choices(['words', 'released']).default('words'),
    )
    .action(async (folder: string, options: { readonly out: string; readonly reader: FlowerReader }) => {
      const runs = readReleased(folder)
      const files = runs.flatMap((run) => run.files.map((file) => file.sha256))
      await claimFolder(options.out, {
        command: 'import',
        designs: [{ reader: options.reader, files }],
        replicates: 1,
      })
      const imported = importReleased(runs, options.reader, options.out)
      print(`${imported.length} runs in ${options.out}`)
    })
}
