import { Command } from 'commander'
import { pull } from '../adapters/pull.ts'
import { listModels, verifyModel } from '../weights/models.ts'
import { fetching } from './fetching.ts'
import { print, printJson, table } from './output.ts'

interface JsonOption {
  readonly json?: true
}

export function modelsCommand(): Command {
  const command = new Command('models').description('the catalogue of weights: what there is, what is here')
  command
    .command('list')
    .description('models of the catalogue and whether their files are here')
    .option('--json', 'print JSON')
    .action(async (options: JsonOption) => {
      const models = await listModels()
      if (options.json) return printJson(models)
      const rows = models.map((model) => [
        model.name,
        model.kind,
        `${(model.bytes / 1e6).toFixed(0)} MB`,
        model.licence,
        model.present ? model.folder : 'not here',
      ])
      print(table(['model', 'kind', 'size', 'licence', 'folder'], rows))
    })
  command
    .command('pull')
    .description('fetch the files of a model from the first source that delivers them')
    .argument(
      '<model>',
      'name in the catalogue, transformers:ORG/NAME[@REVISION][?dtype=TYPE], or ollama:[ADDRESS#]NAME[:TAG]',
    )
    .action(async (name: string) => {
      const { place, source } = await pull(name, fetching())
      print(source === null ? `${name} is in ${place}` : `${name} was fetched from ${source} to ${place}`)
    })
  command
    .command('verify')
    .description('hash the files of a model anew')
    .argument('[model]', 'name in the catalogue (default: all that are here)')
    .option('--json', 'print JSON')
    .action(async (name: string | undefined, options: JsonOption) => {
      const present = (await listModels()).filter((model) => model.present)
      const checks = []
      for (const model of name === undefined ? present.map((one) => one.name) : [name]) {
        checks.push(await verifyModel(model))
      }
      if (checks.some((check) => !check.valid)) process.exitCode = 1
      if (options.json) return printJson(checks)
      const rows = checks.flatMap(({ name: model, files }) =>
        files.map(({ path, expected, actual }) => [model, path, verdict(expected, actual)]),
      )
      print(rows.length === 0 ? 'no model is here' : table(['model', 'file', 'sha256'], rows))
    })
  return command
}

function verdict(expected: string, actual: string | null): string {
  if (actual === null) return 'missing'
  return actual === expected ? 'right' : `wrong: ${actual}, expected ${expected}`
}
