import { isDeepStrictEqual } from 'node:util'
import { FailureError } from '../core/errors.ts'
import type { Embedder } from '../llm/embedder.ts'
import { essence, type Identity, type LanguageModel } from '../llm/language-model.ts'
import { changesBetween } from '../trace/same-run.ts'
import type { AuditedRun } from './audited-runs.ts'
import { loadTexts } from './llm-texts.ts'
import { inputsOf } from './workshop.ts'

/**
 * Refuses to ask again where what went into a run is not what is there now: the model above all, which may have
 * changed under its name.
 *
 * @throws FailureError that names what changed, as it was and as it is
 */
export function refuseOtherInputs(
  { design, trace }: AuditedRun,
  model: LanguageModel,
  embedder: Embedder,
): void {
  const { run, design: recorded, provenance } = trace.header
  const mode = modeOf(provenance)
  const inputs = { ...inputsOf(design, model, embedder, loadTexts(design)), ...(mode !== null && { mode }) }
  const changes = changesBetween(trace.header, { design: recorded, replicate: 0, provenance: { inputs } })
  const named = Object.entries(changes).map(
    ([field, { there, asked }]) => `${field} ${JSON.stringify(there)} then, ${JSON.stringify(asked)} now`,
  )
  if (named.length === 0 && !isSameModel(provenance.model, model.identity)) {
    named.push(
      `model ${JSON.stringify(provenance.model)} then, ${JSON.stringify(model.identity.details)} now`,
    )
  }
  if (named.length === 0) return
  throw new FailureError(
    `${run} was made with something else than there is now: ${named.join('; ')}. Calls asked again would say nothing about it`,
  )
}

/** Models without a digest are told apart by all else that is known of them. */
function isSameModel(recorded: unknown, { digest, details }: Identity): boolean {
  if (digest !== null || typeof recorded !== 'object' || recorded === null) return true
  const { server, ...there } = { server: null, ...recorded }
  const now = essence({ digest, details })
  return isDeepStrictEqual(there, JSON.parse(JSON.stringify(now)))
}

/** In which mode a strict run was made; null where others are. */
function modeOf(provenance: Readonly<Record<string, unknown>>): unknown {
  const { inputs } = provenance
  return typeof inputs === 'object' && inputs !== null && 'mode' in inputs ? inputs.mode : null
}
