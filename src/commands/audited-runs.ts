import { basename } from 'node:path'
import { callId, callsOf } from '../audit/recorded-calls.ts'
import { sampleOf } from '../audit/sample.ts'
import { InputError } from '../core/errors.ts'
import { streamAt } from '../core/random.ts'
import type { LlmDesign } from '../design/design.ts'
import { llmDesignFrom } from '../design/recorded.ts'
import { findRuns, readHeader } from '../trace/read-run.ts'
import { openStoredTrace, type StoredTrace } from '../trace/stored-trace.ts'

/** A run whose calls can be asked again. */
export interface AuditedRun {
  readonly design: LlmDesign
  readonly trace: StoredTrace
  /** Times whose calls can be rebuilt: from the last change of a mixed run on, up to `end`. */
  readonly from: number
  readonly end: number
}

/** The calls of one run that are in the sample. */
export interface ChosenCalls {
  readonly run: AuditedRun
  /** Their `callId`. */
  readonly wanted: ReadonlySet<string>
  /** The last time of any. */
  readonly until: number
}

/**
 * The runs of language models below a folder whose steps are kept.
 *
 * @throws InputError where there is none, or where one has answers that no model was asked for
 */
export function auditedRuns(folder: string): AuditedRun[] {
  const runs = findRuns(folder).flatMap((place) => {
    const header = readHeader(place)
    if (header.design.system !== 'llm') return []
    const { model } = header.design
    if (header.design.seed === null || typeof model !== 'string') {
      throw new InputError(`${basename(place)}: its answers were imported; there is no call to ask again`)
    }
    if (model.startsWith('recorded:')) {
      throw new InputError(
        `${basename(place)}: its answers come from ${model}, no model was asked; audit the runs in ` +
          `${model.slice('recorded:'.length)}`,
      )
    }
    const trace = openStoredTrace(place)
    const design = llmDesignFrom(header.design, header.run)
    const from = header.mixed?.at(-1)?.from ?? 0
    // Where agents act in turn, the answers of a time are made on the way from the time before.
    const whole = trace.complete || design.order === 'synchronous'
    const end = whole ? trace.times : trace.times - 1
    return end > from ? [{ design, trace, from, end }] : []
  })
  if (runs.length > 0) return runs
  throw new InputError(
    `${folder}: holds no recorded calls; accepted: a folder with runs of language models that keep their steps`,
  )
}

/** Draws calls from all runs alike; a function of the runs, the size and the seed. */
export function chosenCalls(runs: readonly AuditedRun[], size: number, seed: number) {
  const counts = runs.map(({ trace, from, end }) => {
    const times: number[] = []
    for (let t = from; t < end; t++) times.push(callsAt(trace, t).length)
    return times
  })
  const total = counts.flat().reduce((sum, count) => sum + count, 0)
  const places = sampleOf(total, size, streamAt('audit', seed))
  const chosen: ChosenCalls[] = []
  let before = 0
  let next = 0
  for (const [r, run] of runs.entries()) {
    const wanted = new Set<string>()
    let until = run.from
    for (const [i, count] of counts[r].entries()) {
      const t = run.from + i
      for (; next < places.length && places[next] < before + count; next++) {
        wanted.add(callId(callsAt(run.trace, t)[places[next] - before].key))
        until = t
      }
      before += count
    }
    if (wanted.size > 0) chosen.push({ run, wanted, until })
  }
  return { total, chosen }
}

function callsAt(trace: StoredTrace, t: number) {
  const stored = trace.at(t)
  return stored === null ? [] : callsOf(stored.step)
}
