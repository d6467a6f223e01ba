import { availableParallelism } from 'node:os'
import { harnessLine } from './harness.ts'
import type { Measured } from './measured.ts'
import { runPlain } from './plain-line.ts'
import { reportCase, reportTime } from './report-bench.ts'
import { engineSeconds, median, type Timed } from './timing.ts'

const base = { mirror: 0.4, memory: 5, steps: 100 }
const cases: readonly Timed[] = [
  { name: 'n 30, k 29', input: { ...base, agents: 30, neighbors: 29 }, replicates: 200, plainSteps: 100 },
  { name: 'n 300, k 299', input: { ...base, agents: 300, neighbors: 299 }, replicates: 12, plainSteps: 10 },
  { name: 'n 300, k 10', input: { ...base, agents: 300, neighbors: 10 }, replicates: 8, plainSteps: 10 },
  { name: 'n 2000, k 10', input: { ...base, agents: 2000, neighbors: 10 }, replicates: 1, plainSteps: null },
  {
    name: 'simplex, n = d = 30, k 29',
    input: { ...base, agents: 30, neighbors: 29, layout: 'simplex' },
    replicates: 60,
    plainSteps: null,
  },
]

const found: Measured[] = []
for (const one of cases) {
  const seconds = await engineSeconds(one.input, one.replicates)
  const { plainSteps } = one
  let ratio: number | null = null
  if (plainSteps !== null) {
    // Side by side over the same number of steps.
    const short = { ...one.input, steps: plainSteps }
    const plain = median(Array.from({ length: 3 }, (_, replicate) => runPlain(short, replicate)))
    ratio = plain / (await engineSeconds(short, 5))
  }
  const reference =
    plainSteps === null ? 'none: it would take too long' : `plain transcription, ${plainSteps} steps`
  found.push({ name: one.name, seconds, reference, ratio })
}
found.push(await harnessLine())

const report = { name: reportCase, ...reportTime() }

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify([...found, report], null, 2)}\n`)
else {
  process.stdout.write(`Node ${process.version}, ${availableParallelism()} processors, one thread used\n`)
  for (const { name, seconds, reference, ratio } of found) {
    const faster = ratio === null ? '' : `, ${ratio.toPrecision(3)} times as fast as the ${reference}`
    process.stdout.write(`${name}: ${(1000 * seconds).toFixed(2)} ms a run${faster}\n`)
  }
  const { name, seconds, targetSeconds, bytes, targetBytes } = report
  process.stdout.write(
    `${name}: ${seconds.toFixed(2)} s (target ${targetSeconds} s), ${(bytes / 1e6).toFixed(2)} MB (target below ${targetBytes / 1e6} MB)\n`,
  )
}
