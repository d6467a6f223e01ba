import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Stream, streamAt, uniformInteger } from '../../src/core/random.ts'
import { readRun } from '../../src/trace/read-run.ts'
import { command, newFolder } from './silotwin.ts'

/** What is killed: arguments but `--out`, and how long it takes by itself. */
export interface Victim {
  readonly args: readonly string[]
  /** The bytes of all files of the uninterrupted command, by path below its folder. */
  readonly whole: Readonly<Record<string, string>>
  /** Milliseconds that it took. */
  readonly milliseconds: number
}

/** Runs a command to its end once. */
export async function victimOf(...args: readonly string[]): Promise<Victim> {
  const out = newFolder()
  const start = performance.now()
  expect(await ended(launch(args, out))).toEqual({ code: 0, signal: null })
  return { args, whole: files(out), milliseconds: performance.now() - start }
}

/**
 * Kills a command and starts it again, until it has been killed so many times in all; each time that it comes to
 * its end, what it left must be what the uninterrupted one did, and another one begins in a new folder.
 *
 * @returns how many runs came to their end, and at which share of the trace the kills hit
 */
export async function killAgainAndAgain(victim: Victim, kills: number, name: string) {
  const stream = streamAt('kills', name)
  const hits: number[] = []
  let finished = 0
  let out = newFolder()
  for (let killed = 0; killed < kills; ) {
    const child = launch(victim.args, out)
    const end = ended(child)
    await momentIn(child, out, victim, stream)
    child.kill('SIGKILL')
    const { code, signal } = await end
    if (signal === 'SIGKILL') {
      killed++
      hits.push(checkRemains(out, victim))
      continue
    }
    expect(code).toBe(0)
    expect(files(out)).toEqual(victim.whole)
    finished++
    out = newFolder()
  }
  expect(await ended(launch(victim.args, out))).toEqual({ code: 0, signal: null })
  expect(files(out)).toEqual(victim.whole)
  return { finished: finished + 1, hits }
}

/** A random moment: some by the clock, the start of the process included, most by what has been written. */
async function momentIn(child: ChildProcess, out: string, victim: Victim, stream: Stream): Promise<void> {
  const byClock = stream.uniform() < 0.4
  const share = stream.uniform()
  const later = uniformInteger(stream.uniform(), 4)
  if (byClock) return pause(share * victim.milliseconds)
  const total = bytesOf(victim.whole)
  const from = written(out)
  const until = Math.max(share * total, from + 0.05 * total)
  while (child.exitCode === null && written(out) < until) await pause(1)
  if (later > 0) await pause(later)
}

/** What a kill leaves is the beginning of what the uninterrupted command writes, but for a torn line. */
function checkRemains(out: string, { whole }: Victim): number {
  for (const run of folders(out)) {
    const trace = join(run, 'trace.jsonl')
    const expected = whole[trace.slice(out.length)] ?? ''
    if (existsSync(trace)) expect(expected.startsWith(readFileSync(trace, 'utf8'))).toBe(true)
    if (existsSync(join(run, 'run.json'))) readRun(run)
  }
  return written(out) / bytesOf(whole)
}

const bytesOf = (whole: Victim['whole']) =>
  Object.entries(whole).reduce((sum, [path, text]) => sum + (path.endsWith('.jsonl') ? text.length : 0), 0)

/** Bytes of all traces so far. */
function written(out: string): number {
  const traces = folders(out).map((run) => join(run, 'trace.jsonl'))
  return traces.reduce((sum, trace) => sum + (statSync(trace, { throwIfNoEntry: false })?.size ?? 0), 0)
}

function folders(out: string): string[] {
  if (!existsSync(out)) return []
  const entries = readdirSync(out, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(out, name))
}

/** All that lies below a folder, locks and unfinished files too; without the times in run.json, which must differ. */
function files(out: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const place of [out, ...folders(out)]) {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      const path = join(place, entry.name)
      if (entry.isDirectory()) continue
      const text = entry.isFile() ? readFileSync(path, 'utf8') : 'no file'
      found[path.slice(out.length)] = text
        .replace(/"(started|ended)": "[^"]+"/g, '"$1": "…"')
        .replace(/"seconds": [\d.]+/g, '"seconds": 0')
    }
  }
  return found
}

function launch(args: readonly string[], out: string): ChildProcess {
  return spawn(process.execPath, [command, ...args, '--out', out], { stdio: 'ignore' })
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })))
}
