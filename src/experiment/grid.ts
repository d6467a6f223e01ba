import { badInput, InputError, messageOf } from '../core/errors.ts'
import { type Design, isSystemName, resolveDesign, type SystemName, systemNames } from '../design/design.ts'
import { type DesignInput, experimentFields } from '../design/fields.ts'
import { parseField, parseMapping } from '../design/parse.ts'

/** What a sweep runs: each design as often as there are replicates. */
export interface Grid {
  /** The fields as they were given, checked: a value, or a list of values. */
  readonly given: Readonly<Record<string, unknown>>
  /** The cells: resolved designs, all different. */
  readonly designs: readonly Design[]
  readonly replicates: number
  /** Names of the fields with several values, in the order of the file. */
  readonly varying: readonly string[]
}

/** One run of a sweep. */
export interface GridJob {
  readonly design: Design
  readonly replicate: number
}

/** More is rather a slip of the pen, and would not fit into memory. */
const mostRuns = 1_000_000

/**
 * Reads a grid file: a design file in which any field may be a list, with the name of a system or several
 * under `system`. The cells are the product of the lists, later fields varying faster. A field that a system
 * does not have makes no further cells of that system.
 *
 * @throws InputError where a field, a value or a combination of values is not accepted
 */
export function parseGrid(content: string, path: string): Grid {
  const { replicates = 1, comparison: _, ...given } = parseMapping(content, path)
  if (given.system === undefined) throw badInput('system', undefined, `${systemNames.join(', ')}, or a list`)
  const fields = Object.entries(given).map(([name, value]) => parseValues(name, value))
  const { replicates: count } = experimentFields
  if (!count.schema.safeParse(replicates).success) throw badInput('replicates', replicates, count.accepted)
  const runs = fields.reduce((product, { values }) => product * values.length, Number(replicates))
  if (runs > mostRuns) throw new InputError(`${path}: got ${runs} runs, accepted: at most ${mostRuns}`)
  const varying = fields.filter(({ values }) => values.length > 1).map(({ name }) => name)
  const designs = combinations(fields).map((cell) => designOf(cell, varying))
  return {
    given,
    designs: [...new Map(designs.map((design) => [JSON.stringify(design), design])).values()],
    replicates: Number(replicates),
    varying,
  }
}

/** The runs of a grid: design by design, replicate by replicate. */
export function jobsOf({ designs, replicates }: Pick<Grid, 'designs' | 'replicates'>): GridJob[] {
  return designs.flatMap((design) =>
    Array.from({ length: replicates }, (_, replicate) => ({ design, replicate })),
  )
}

interface Values {
  readonly name: string
  readonly values: readonly unknown[]
}

/** The values that a field takes, one or more, each of them accepted by the field. */
function parseValues(name: string, given: unknown): Values {
  const list = Array.isArray(given) ? given : [given]
  const values = list.map((value) => parseValue(name, value))
  if (values.length === 0) throw badInput(name, given, 'a value, or a list of one or more')
  if (new Set(values).size < values.length) throw badInput(name, given, 'a list of different values')
  return { name, values }
}

function parseValue(name: string, value: unknown): unknown {
  if (name !== 'system') return parseField(name, value)
  if (typeof value !== 'string' || !isSystemName(value)) throw badInput(name, value, systemNames.join(', '))
  return value
}

type Combination = Readonly<Record<string, unknown>>

function combinations(fields: readonly Values[]): Combination[] {
  return fields.reduce<Combination[]>(
    (cells, { name, values }) => cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value }))),
    [{}],
  )
}

/** The values were checked one by one; here it shows whether they go together. */
function designOf({ system, ...input }: Combination, varying: readonly string[]): Design {
  try {
    return resolveDesign(system as SystemName, input as DesignInput)
  } catch (error) {
    if (!(error instanceof InputError) || varying.length === 0) throw error
    const all: Combination = { system, ...input }
    const place = varying.map((name) => `${name} ${all[name]}`).join(', ')
    throw new InputError(`${messageOf(error)}, at ${place}`, { cause: error })
  }
}
