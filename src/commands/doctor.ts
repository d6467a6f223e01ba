import { Command } from 'commander'
import { type Finding, findings } from './findings.ts'
import { print, printJson } from './output.ts'

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what works on this machine; each line with its remedy')
    .option('--json', 'print JSON')
    .action(async (options: { readonly json?: true }) => {
      const found = await findings()
      if (options.json) printJson(found)
      else for (const finding of found) print(line(finding))
    })
}

function line({ what, works, found, remedy }: Finding): string {
  return `${works ? 'ok     ' : 'missing'}  ${what}: ${found}${remedy === null ? '' : `\n         -> ${remedy}`}`
}
