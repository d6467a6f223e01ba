import { isDeepStrictEqual } from 'node:util'
import { InputError } from '../core/errors.ts'
import { type LlmDesign, recordedDesign, resolveDesign } from './design.ts'
import { fieldKey } from './field-key.ts'
import { allFields, type DesignInput } from './fields.ts'
import { parseDesign } from './parse.ts'

/**
 * What one would say to get a design that is on record.
 *
 * @throws InputError where a field holds what this version does not accept
 */
export function designInputFrom(recorded: Readonly<Record<string, unknown>>): DesignInput {
  const given = Object.keys(allFields).flatMap((name) => {
    const value = recorded[fieldKey(name)] ?? null
    return value === null ? [] : [[name, value] as const]
  })
  return parseDesign(Object.fromEntries(given))
}

/**
 * The design of a run of language models, back from its record.
 *
 * @param run how the run is named in messages
 * @throws InputError where it is not the record of a design of this version, as that of imported runs is not
 */
export function llmDesignFrom(recorded: Readonly<Record<string, unknown>>, run: string): LlmDesign {
  const design = resolveDesign('llm', designInputFrom(recorded))
  if (isDeepStrictEqual({ ...recordedDesign(design) }, recorded)) return design
  throw new InputError(`${run}: its design is not one of this version; accepted: runs that this version made`)
}
