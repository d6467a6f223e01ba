import type { Seconds } from '../plan/eta.ts'
import { plain } from './output.ts'
import { duration } from './progress.ts'
import type { Plan, PlannedPart } from './run-plan.ts'

/** A plan in words. */
export function planText({ runs, there, begun, parts, seconds, bytes, free }: Plan, folder: string): string {
  const missing = runs - there
  const head = `${counted(runs, 'run')}: ${there} complete in ${folder}, ${begun} begun, ${missing - begun} to begin`
  if (missing === 0) return `${head}\nNothing is left to do.`
  const disk = `disk: ${size(bytes)}, free: ${size(free)}`
  return [
    head,
    ...parts.map(partText),
    ...(parts.length > 1 ? [`in all: ${time(seconds)}`] : []),
    bytes > free ? `${disk}: this does not fit` : disk,
  ].join('\n')
}

function partText({ what, runs, seconds, calls, tokens, probes }: PlannedPart): string {
  const name = plain(what)
  if (calls === null) return `${name}: ${counted(runs, 'run')}, ${time(seconds)}`
  if (probes === null) return `${name}: ${counted(runs, 'run')} replayed, no call to a model`
  const range =
    calls.most > calls.least
      ? `${number(calls.least)} calls (up to ${number(calls.most)} if every answer is asked again)`
      : `${number(calls.least)} calls`
  const counts =
    tokens === null
      ? 'tokens unknown'
      : `about ${number(tokens.prompt)} tokens read and ${number(tokens.answer)} written`
  const { first, further } = probes.times
  return [
    `${name}: ${counted(runs, 'run')}, ${range}, ${time(seconds)}`,
    `  ${counts}`,
    `  from ${probes.calls} probe calls: ${first.toFixed(2)} s alone, ${further.toFixed(2)} s for two more` +
      `; ${probes.offFormat} off-format`,
  ].join('\n')
}

function time({ least, expected, most }: Seconds): string {
  const about = `about ${duration(expected)}`
  return duration(least) === duration(most) ? about : `${about} (${duration(least)} to ${duration(most)})`
}

function counted(count: number, unit: string): string {
  return `${number(count)} ${unit}${count === 1 ? '' : 's'}`
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function size(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
