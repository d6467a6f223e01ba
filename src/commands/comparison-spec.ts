import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type ComparisonSpec, comparisonSpecSchema, primaryNames } from '../compare/spec.ts'
import { badInput, InputError } from '../core/errors.ts'
import { flagValue, parseMapping } from '../design/parse.ts'

/** Flags of everything that may be declared; a flag wins over the file. */
export function addSpecOptions(command: Command): Command {
  return command
    .option(
      '--spec <file>',
      'YAML file with a section `comparison`: margins, primary, horizon, alpha, window, …',
    )
    .option('--level <share>', 'confidence level of intervals', flagValue)
    .option('--alpha <share>', 'error rate of tests and of equivalence', flagValue)
    .option('--horizon <t>', 'last time that is looked at', flagValue)
    .option('--window <steps>', 'steps over which the final pattern is judged', flagValue)
    .option('--resamples <number>', 'bootstrap resamples', flagValue)
    .option('--permutations <number>', 'random permutations where not all can be looked at', flagValue)
    .option(
      '--primary <metrics>',
      `the metrics that decide, comma-separated: ${primaryNames.join(', ')}`,
      (text) => text.split(','),
    )
    .option('--adjustment <holm|max-t>', 'how primary metrics are adjusted for each other')
    .option(
      '--margin <metric=value>',
      'a difference that counts as none; may be given for each metric',
      margins,
      {},
    )
}

const specNames = [
  'level',
  'alpha',
  'horizon',
  'window',
  'resamples',
  'permutations',
  'primary',
  'adjustment',
] as const

type SpecFlags = { readonly spec?: string; readonly margin: Readonly<Record<string, unknown>> } & {
  readonly [Name in (typeof specNames)[number]]?: unknown
}

/** @throws InputError that names what is wrong */
export function comparisonSpec(flags: SpecFlags): ComparisonSpec {
  const declared = flags.spec === undefined ? {} : sectionOf(flags.spec)
  const given = Object.fromEntries(
    specNames.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
  )
  return parseSpec({ ...declared, ...given, margins: { ...marginsOf(declared), ...flags.margin } })
}

/** The section `comparison` of a design or sweep file; empty where it has none. */
export function sectionOf(path: string): Readonly<Record<string, unknown>> {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    throw new InputError(`${path}: cannot be read; accepted: a YAML file`, { cause: error })
  }
  const { comparison = {} } = parseMapping(content, path)
  if (typeof comparison !== 'object' || comparison === null || Array.isArray(comparison)) {
    throw badInput(`${path}: comparison`, comparison, 'a YAML mapping')
  }
  return comparison as Readonly<Record<string, unknown>>
}

/** @throws InputError that names the first field that is wrong, what was given and what is accepted */
export function parseSpec(given: Readonly<Record<string, unknown>>): ComparisonSpec {
  const parsed = comparisonSpecSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknown = issue.code === 'unrecognized_keys'
  const path = unknown ? [...issue.path, issue.keys[0]] : issue.path
  const field = path.map(String).join('.')
  const [section] = path.map(String)
  const known = unknown && path.length === 1 ? Object.keys(accepted).join(', ') : accepted[section]
  throw badInput(`comparison: ${field}`, valueAt(given, path), known)
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )

const count = (from: number, to: number) => `a whole number from ${from} to ${to}`

/** What is accepted, in the words of error messages. */
const accepted: Readonly<Record<string, string>> = {
  level: 'a number above 0 and below 1',
  alpha: 'a number above 0 and below 0.5',
  resamples: count(100, 100_000),
  permutations: count(100, 1_000_000),
  seed: 'a whole number, 0 or more',
  horizon: 'a whole number, 1 or more',
  window: 'a whole number, 1 or more',
  primary: `one or more of ${primaryNames.join(', ')}`,
  margins: `a number above 0 for any of ${primaryNames.join(', ')}`,
  adjustment: 'holm, max-t',
  clockMargin: 'a number above 1',
}

const marginsOf = ({ margins: declared }: Readonly<Record<string, unknown>>) =>
  typeof declared === 'object' && declared !== null ? declared : {}

function margins(text: string, before: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const [name, value, ...rest] = text.split('=')
  if (value === undefined || rest.length > 0) {
    throw badInput('margin', text, `METRIC=VALUE with ${primaryNames.join(', ')}`)
  }
  return { ...before, [name]: flagValue(value) }
}
