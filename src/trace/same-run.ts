import { isDeepStrictEqual } from 'node:util'
import { InputError } from '../core/errors.ts'
import type { Mixing, RunHeader } from './record.ts'

/** What a run is at its start; status and times are kept by the writer. */
export type NewRun = Pick<RunHeader, 'run' | 'design' | 'replicate' | 'provenance'>

/** The fields in which a run differs from what is asked, each with both values. */
export type Changes = Mixing['changes']

/** Compares a run with what is asked: its design, and the inputs of its provenance. */
export function changesBetween(there: RunHeader, wanted: Omit<NewRun, 'run'>): Changes {
  const found = { ...there.design, ...inputsOf(there.provenance) }
  const asked = { ...plain(wanted.design), ...inputsOf(wanted.provenance) }
  const fields = [...new Set([...Object.keys(found), ...Object.keys(asked)])]
  const other = fields.filter((field) => !isDeepStrictEqual(found[field], asked[field]))
  return Object.fromEntries(other.map((field) => [field, { there: found[field], asked: asked[field] }]))
}

/**
 * Refuses to take one run for another: the designs must be equal, and the inputs of the provenance.
 *
 * @param folder where the one that is there lies
 * @throws InputError that names what differs
 */
export function refuseOther(folder: string, there: RunHeader, wanted: NewRun): void {
  refuseChanges(folder, changesBetween(there, wanted), 'the same design, or another folder')
}

/** @throws InputError that names the changes, if there are any */
export function refuseChanges(folder: string, changes: Changes, accepted: string): void {
  const named = Object.entries(changes).map(
    ([field, { there, asked }]) => `${field} ${JSON.stringify(there)} there, ${JSON.stringify(asked)} asked`,
  )
  if (named.length === 0) return
  throw new InputError(`${folder} holds a run of another design: ${named.join('; ')}. Accepted: ${accepted}`)
}

/** The part of the provenance that must not change under a run: models, prompt, corpus. */
function inputsOf(provenance: RunHeader['provenance']): Record<string, unknown> {
  const { inputs } = provenance
  return typeof inputs === 'object' && inputs !== null ? plain(inputs) : {}
}

/** As it comes back from a file. */
function plain(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value))
}
