import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { headerFile, readHeader } from '../trace/read-run.ts'
import { changesBetween, type NewRun } from '../trace/same-run.ts'

/**
 * What may change under a run of a language model, on demand: how answers come about. What the run is (its
 * system, its agents, its schedule, how memories work) may not: what is recorded would be of another run.
 */
const changeable = new Set([
  'model',
  'embedder',
  'prompt',
  'corpus',
  'reader',
  'temperature',
  'topK',
  'topP',
  'minP',
  'repeatPenalty',
  'maxTokens',
  'context',
  'retries',
  'mode',
])

/** Whether a run may go on with another value of a field of its design or of its inputs. */
export function mayChange(field: string): boolean {
  return changeable.has(field)
}

/**
 * The name of the run in a folder that this one may go on with: of the same replicate, and different only in what
 * may change. The run's own name where there is none.
 */
export function runToGoOnWith(folder: string, run: NewRun): string {
  if (!existsSync(folder) || existsSync(join(folder, run.run, headerFile))) return run.run
  const others = readdirSync(folder).filter((name) => existsSync(join(folder, name, headerFile)))
  const found = others.find((name) => {
    const header = readHeader(join(folder, name))
    const same = header.design.system === run.design.system && header.replicate === run.replicate
    return same && Object.keys(changesBetween(header, run)).every(mayChange)
  })
  return found ?? run.run
}
