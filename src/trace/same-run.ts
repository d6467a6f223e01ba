import { isDeepStrictEqual } from 'node:util'
import { InputError } from '../core/errors.ts'
import type { RunHeader } from './record.ts'

/** What a run is at its start; status and times are kept by the writer. */
export type NewRun = Pick<RunHeader, 'run' | 'design' | 'replicate' | 'provenance'>

/**
 * Refuses to take one run for another: the designs must be equal, and the inputs of the provenance.
 *
 * @param folder where the one that is there lies
 * @throws InputError that names what differs
 */
export function refuseOther(folder: string, there: RunHeader, wanted: NewRun): void {
  const found = { ...there.design, ...inputsOf(there.provenance) }
  const asked = { ...JSON.parse(JSON.stringify(wanted.design)), ...inputsOf(wanted.provenance) }
  const fields = [...new Set([...Object.keys(found), ...Object.keys(asked)])]
  const other = fields.filter((field) => !isDeepStrictEqual(found[field], asked[field]))
  if (other.length === 0) return
  const differences = other.map(
    (field) => `${field} ${JSON.stringify(found[field])} there, ${JSON.stringify(asked[field])} asked`,
  )
  throw new InputError(
    `${folder} holds a run of another design: ${differences.join('; ')}. Accepted: the same design, or another folder`,
  )
}

/** The part of the provenance that must not change under a run: models, prompt, corpus. */
function inputsOf(provenance: RunHeader['provenance']): Record<string, unknown> {
  const { inputs } = provenance
  return typeof inputs === 'object' && inputs !== null ? JSON.parse(JSON.stringify(inputs)) : {}
}
