import { basename, relative } from 'node:path'

/** The command that this process was started with, as it can be typed again in the same folder. */
export function commandLine(argv: readonly string[] = process.argv): string {
  const [, script = '', ...args] = argv
  const isLinked = basename(script) === 'silotwin'
  const program = isLinked ? ['silotwin'] : ['node', relative('', script) || script]
  return [...program, ...args].map(shellWord).join(' ')
}

/** A value as a shell takes it for one word. */
export function shellWord(value: string): string {
  return /^[\w./:@=,+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}
