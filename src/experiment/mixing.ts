import { existsSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { lock } from '../storage/lock.ts'
import { storing } from '../storage/storage-error.ts'
import { headerFile, readHeader } from '../trace/read-run.ts'
import { changesBetween, type NewRun } from '../trace/same-run.ts'
import { completeHeader, lockFile } from './run-folder.ts'

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
 * Finds the run that this one is to go on with: of the same replicate, and different only in what may change. One
 * that is not complete is given the name of this one, by which it is found from now on.
 *
 * @returns the name of the run's folder, its own where there is no such other
 * @throws BusyError where another process is writing it
 */
export function runToGoOnWith(folder: string, run: NewRun): string {
  const own = join(folder, run.run)
  if (!existsSync(folder) || existsSync(join(own, headerFile))) return run.run
  const others = readdirSync(folder).filter((name) => existsSync(join(folder, name, headerFile)))
  const found = others.find((name) => {
    const header = readHeader(join(folder, name))
    const same = header.design.system === run.design.system && header.replicate === run.replicate
    return same && Object.keys(changesBetween(header, run)).every(mayChange)
  })
  if (found === undefined) return run.run
  const other = join(folder, found)
  if (completeHeader(other) !== null) return found
  const held = lock(join(other, lockFile), other)
  storing(own, () => renameSync(other, own))
  held.release(join(own, lockFile))
  return run.run
}
