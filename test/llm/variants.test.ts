import { createHash } from 'node:crypto'
import { truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scheduleOf } from '../../src/core/schedule.ts'
import { resolveDesign } from '../../src/design/design.ts'
import type { DesignInput } from '../../src/design/fields.ts'
import { gmmSystem } from '../../src/gmm/gmm-system.ts'
import { simulate } from '../../src/sim/simulate.ts'
import type { StepRecord } from '../../src/trace/record.ts'
import { makeRun, smallDesign } from './llm-runs.ts'

const variants: readonly DesignInput[] = (['released', 'described'] as const).flatMap((preset) =>
  (['copy', 'ask'] as const).flatMap((protocol) =>
    (['synchronous', 'sequential', 'single'] as const).flatMap((order) =>
      [1, 3].map((questions) => ({ preset, protocol, order, questions })),
    ),
  ),
)
const named = variants.map((changes) => [Object.values(changes).join(', '), changes] as const)

const stepsOf = (trace: string): StepRecord[] =>
  trace
    .trim()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

describe.concurrent.each(named)('a run that is %s', (_, changes) => {
  const design = smallDesign(changes)

  it('has the same bytes at any concurrency, and goes on to them from anywhere', async () => {
    const one = await makeRun(design)
    expect((await makeRun(design, { concurrency: 8, jitter: 7 })).trace).toBe(one.trace)

    const interrupted = await makeRun(design, { concurrency: 8, jitter: 5 })
    truncateSync(join(interrupted.folder, 'trace.jsonl'), Math.floor(one.trace.length * 0.6))
    const kept = one.trace.slice(0, Math.floor(one.trace.length * 0.6)).split('\n').length - 1
    const resumed = await makeRun(design, {
      concurrency: 8,
      jitter: 11,
      parent: dirname(interrupted.folder),
    })
    expect(resumed.trace).toBe(one.trace)
    // Nothing that is on disk is asked again: only calls of the steps that were lost.
    expect(kept).toBeGreaterThan(0)
    const lost = one.calls.filter(({ t, purpose }) => t >= kept && (purpose === 'answer' || t < design.steps))
    expect(resumed.calls.length).toBe(lost.length)
  })

  it('keeps every call with its address, and shares its schedule with a mixture', async () => {
    const { trace, calls } = await makeRun(design)
    const steps = stepsOf(trace)
    const kept = steps.flatMap(({ answers = [], replies = [] }) =>
      [...answers, ...replies].flatMap((record) =>
        record === null ? [] : [record, ...(record.further ?? [])],
      ),
    )
    const attempts = kept.flatMap((record) => record.attempts)
    expect(attempts).toHaveLength(calls.length)
    expect(new Set(attempts.map(({ seed }) => seed)).size).toBe(calls.length)
    for (const { prompt, attempts } of kept) {
      expect(prompt).toMatch(/^[0-9a-f]{16}$/)
      for (const { text, promptTokens, answerTokens } of attempts) {
        expect(text).not.toBe('')
        expect(promptTokens).toBeGreaterThan(0)
        expect(answerTokens).toBeGreaterThan(0)
      }
    }
    const acting = steps.flatMap(({ partners }) => (partners ?? []).map((partner) => partner !== null))
    const replied = steps.flatMap(({ partners, replies }) =>
      (partners ?? []).map((__, i) => (replies?.[i] ?? null) !== null),
    )
    expect(replied).toEqual(acting.map((acts) => acts && design.protocol === 'ask'))

    const twin = resolveDesign('gmm', { ...changes, agents: 5, steps: 5, neighbors: 2, mirror: 0.3 })
    const twinPartners: unknown[] = []
    for await (const step of simulate(gmmSystem(twin, 0), twin, scheduleOf(twin, 0)))
      twinPartners.push(step.partners?.map((j, i) => (j === null ? 'rests' : j === i)))
    expect(steps.map(({ partners }) => partners?.map((j, i) => (j === null ? 'rests' : j === i)))).toEqual(
      twinPartners.map((partners) => partners ?? undefined),
    )
  })
})

describe('the variants', () => {
  it('are all different systems', async () => {
    const traces = await Promise.all(
      variants.map(async (changes) => (await makeRun(smallDesign(changes))).trace),
    )
    expect(new Set(traces).size).toBe(variants.length)
  })

  // Names and hashes of the traces that the program wrote before it had these variants.
  it.each([
    ['synchronous', 'fc01c995', '78fe9ed8340acb49ff79336d06470e5e59181d0ea02c8e78e57aec211b853fd5'],
    ['sequential', '6cbbbb1e', '085a4336fd56d97881e91aface90d5f3304485b2248014aaf38197984a5911ba'],
  ] as const)('leave a %s run of before as it was, name and bytes', async (order, name, hash) => {
    const design = smallDesign({ order, model: 'scripted:copy:0.7:0.15', embedder: 'hash' })
    const { folder, trace } = await makeRun(design)
    expect(folder).toMatch(new RegExp(`/llm-p0\\.3-k2-rep000-${name}$`))
    expect(createHash('sha256').update(trace).digest('hex')).toBe(hash)
  })
})
