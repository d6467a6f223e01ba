import { setTimeout as pause } from 'node:timers/promises'
import { readRun } from '../../src/trace/read-run.ts'
import type { AttemptRecord, StepRecord } from '../../src/trace/record.ts'
import { runFolders } from '../cli/silotwin.ts'
import type { Started } from '../cli/started.ts'

const { SILOTWIN_CHECKED_OLLAMA, SILOTWIN_OLLAMA, SILOTWIN_OLLAMA_MODEL } = process.env

/** host:port of the server that is checked. */
export const host = SILOTWIN_CHECKED_OLLAMA ?? ''
/** The program that servers which are killed are started with; null: none is killed. */
export const program = SILOTWIN_OLLAMA || null
/** The quick model, and one that keeps to the format when its answer is begun. */
export const quick = SILOTWIN_OLLAMA_MODEL || 'silotwin-check-smollm2'
export const begun = SILOTWIN_OLLAMA_MODEL || 'silotwin-check-tinyllama'
/** Whether both were loaded by this check, which then knows what they are. */
export const ownModels = !SILOTWIN_OLLAMA_MODEL

/** The times of the first run below a folder. */
export function stepsIn(out: string): readonly StepRecord[] {
  const [run] = runFolders(out)
  return readRun(run).steps
}

/** Every try at an answer. */
export function attemptsOf(steps: readonly StepRecord[]): readonly AttemptRecord[] {
  return steps.flatMap(({ answers = [], replies = [] }) =>
    [...answers, ...replies].flatMap((answer) => answer?.attempts ?? []),
  )
}

/** The seed of the first try at each answer, by time and agent. */
export function seedsOf(steps: readonly StepRecord[]): readonly (readonly (number | undefined)[])[] {
  return steps.map(({ answers = [] }) => answers.map((answer) => answer?.attempts[0].seed))
}

/** Waits until a command has said something, or fails where it has ended without. */
export async function untilSaid(run: Started, words: RegExp): Promise<void> {
  while (!words.test(run.said())) {
    if (run.child.exitCode !== null) throw new Error(`ended without ${words}: ${run.said()}`)
    await pause(20)
  }
}
