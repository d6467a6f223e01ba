import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { command, type Ended, runFolders } from './silotwin.ts'

/** A command that runs beside the test. */
export interface Started {
  readonly child: ChildProcess
  /** What it has said on stderr so far. */
  said(): string
  readonly ended: Promise<Ended>
}

/** Starts the built command; `options` as those of `spawn`. */
export function start(args: readonly string[], options: SpawnOptions = {}): Started {
  const child = spawn(process.execPath, [command, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout?.on('data', (piece) => {
    out += piece
  })
  child.stderr?.on('data', (piece) => {
    err += piece
  })
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code: code ?? -1, out, err })),
  )
  return { child, said: () => err, ended }
}

/** Waits until the first run below a folder has so many lines. */
export async function untilLines(out: string, lines: number, { child }: Started): Promise<void> {
  while (child.exitCode === null && linesOf(out) < lines) await pause(2)
}

/** Lines of the trace of the first run below a folder. */
export function linesOf(out: string): number {
  if (!existsSync(out)) return 0
  const [run] = runFolders(out)
  const trace = join(run ?? out, 'trace.jsonl')
  return existsSync(trace) ? readFileSync(trace, 'latin1').split('\n').length - 1 : 0
}
