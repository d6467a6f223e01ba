import { parse as parseYaml, YAMLParseError } from 'yaml'
import { badInput, InputError } from '../core/errors.ts'
import { allFields, type DesignInput, type FieldName } from './fields.ts'

const names = Object.keys(allFields) as FieldName[]
const isField = (name: string): name is FieldName => name in allFields

/**
 * Checks what a user said of a design, field by field.
 *
 * @throws InputError that names the first bad field, what was given and what is accepted
 */
export function parseDesign(given: Readonly<Record<string, unknown>>): DesignInput {
  const design: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) design[name] = parseField(name, value)
  }
  return design
}

/** Checks the value of one field; as `parseDesign` does. */
export function parseField(name: string, value: unknown): unknown {
  if (!isField(name)) throw badInput('design option', name, names.join(', '))
  const field = allFields[name]
  const parsed = field.schema.safeParse(value)
  if (!parsed.success) throw badInput(name, value, field.accepted)
  return parsed.data
}

/**
 * The value of a flag: what YAML makes of its text, so that a flag and a line of a file mean the same.
 */
export function flagValue(text: string): unknown {
  try {
    const value: unknown = parseYaml(text)
    return typeof value === 'object' ? text : value
  } catch (error) {
    if (error instanceof YAMLParseError) return text
    throw error
  }
}

/**
 * The fields of a design file. What it declares of comparisons is left to them.
 *
 * @throws InputError where it is no YAML mapping of known fields
 */
export function parseDesignFile(content: string, path: string): DesignInput {
  const { comparison: _, ...design } = parseMapping(content, path)
  return parseDesign(design)
}

/**
 * The names and values of a YAML file, unchecked.
 *
 * @throws InputError where it is no YAML mapping
 */
export function parseMapping(content: string, path: string): Readonly<Record<string, unknown>> {
  let parsed: unknown
  try {
    parsed = parseYaml(content)
  } catch (error) {
    if (error instanceof YAMLParseError) throw new InputError(`${path}: not valid YAML: ${error.message}`)
    throw error
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw badInput(path, parsed, 'a YAML mapping of design options')
  }
  return parsed as Record<string, unknown>
}
