import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'

const schema = z.object({
  pid: z.int().positive(),
  /** The machine, and where the system tells also its start and the namespace in which the number counts. */
  machine: z.string(),
  /** When the process began, as the system counts: numbers are used again. null where it does not tell. */
  began: z.string().nullable(),
})

/** Names one process among all that there ever were. */
export type ProcessMark = z.infer<typeof schema>

let own: ProcessMark | null = null

/** The mark of this process. */
export function thisProcess(): ProcessMark {
  own ??= { pid: process.pid, machine: thisMachine(), began: beginOf(process.pid) }
  return own
}

/** The mark that a text holds; null for any other text. */
export function parseMark(text: string): ProcessMark | null {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    // Whatever it is, no process of this program wrote it.
    return null
  }
}

/** Whether a process lives; null where this cannot be seen from here, because it runs on another machine. */
export function isAlive(mark: ProcessMark): boolean | null {
  const { machine } = thisProcess()
  if (mark.machine !== machine) return null
  return exists(mark.pid) && (mark.began === null || mark.began === beginOf(mark.pid))
}

/** A process in words. */
export function nameOf(mark: ProcessMark | null): string {
  if (mark === null) return 'another process'
  const [host] = mark.machine.split('/')
  return `process ${mark.pid}${mark.machine === thisProcess().machine ? '' : ` on ${host}`}`
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Anything but "no such process" means that there is one.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

function thisMachine(): string {
  const parts = [
    () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    () => readlinkSync('/proc/self/ns/pid'),
  ]
  return [hostname(), ...parts.map((part) => (process.platform === 'linux' ? part() : ''))].join('/')
}

/** Field 22 of /proc/PID/stat, counted after the name, which may hold spaces and brackets. */
function beginOf(pid: number): string | null {
  const path = `/proc/${pid}/stat`
  if (process.platform !== 'linux' || !existsSync(path)) return null
  const stat = readFileSync(path, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}
