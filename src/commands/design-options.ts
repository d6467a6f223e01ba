import { existsSync, readFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { InputError } from '../core/errors.ts'
import { fieldKey } from '../design/field-key.ts'
import { allFields, type DesignInput } from '../design/fields.ts'
import { flagValue, parseDesign, parseDesignFile } from '../design/parse.ts'

/** Gives a command one flag a design field: the same names and rules as in a design file. */
export function addDesignOptions(command: Command): Command {
  for (const [name, field] of Object.entries(allFields)) {
    command.addOption(
      new Option(`--${name} <value>`, `${field.help} (${field.accepted})`).argParser(
        field.repeatable === true ? oneMore : flagValue,
      ),
    )
  }
  return command
}

/** The value of a flag that may be given more than once: a list from the second time on. */
function oneMore(text: string, before: unknown): unknown {
  return before === undefined ? flagValue(text) : [before, flagValue(text)].flat()
}

/** What the user said of the design: a flag wins over the file. */
export function designInput(command: Command, file: string | undefined): DesignInput {
  const options: Record<string, unknown> = command.opts()
  const flags = Object.keys(allFields).map((name) => [name, options[fieldKey(name)]])
  return { ...(file === undefined ? {} : readDesignFile(file)), ...parseDesign(Object.fromEntries(flags)) }
}

function readDesignFile(path: string): DesignInput {
  if (!existsSync(path))
    throw new InputError(`${path}: no such file; accepted: a YAML file of design options`)
  return parseDesignFile(readFileSync(path, 'utf8'), path)
}
