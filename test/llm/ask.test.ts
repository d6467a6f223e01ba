import { describe, expect, it } from 'vitest'
import { recordedModel } from '../../src/adapters/recorded-model.ts'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import type { DesignInput } from '../../src/design/fields.ts'
import { type StepRecord, stepSchema, textOf } from '../../src/trace/record.ts'
import { openStoredTrace } from '../../src/trace/stored-trace.ts'
import { type MadeRun, makeRun, smallDesign } from './llm-runs.ts'

const steps = ({ trace }: MadeRun): StepRecord[] =>
  trace
    .trim()
    .split('\n')
    .slice(0, -1)
    .map((line) => stepSchema.parse(JSON.parse(line)))

const asked = (changes: DesignInput = {}) => makeRun(smallDesign({ protocol: 'ask', ...changes }))

/** What the prompt of a reply names as the message. */
const messageIn = (prompt: string) => /^MESSAGE: (.*)$/m.exec(prompt)?.[1]
const contextIn = (prompt: string) => /CONTEXT:\s*([\s\S]*?)\n\n/.exec(prompt)?.[1]

describe('protocol ask', () => {
  it.each(['released', 'described'] as const)(
    "puts the asker's answer to the partner, and the partner's own context, preset %s",
    async (preset) => {
      const run = await asked({ preset })
      const made = steps(run)
      const promptOf = (purpose: string, t: number, agent: number) =>
        run.prompts[
          run.calls.findIndex((key) => key.purpose === purpose && key.t === t && key.agent === agent)
        ]
      for (const { t, partners, answers } of made.slice(0, -1)) {
        for (const [asker, partner] of (partners ?? []).entries()) {
          const answer = answers?.[asker] ?? null
          if (partner === null || answer === null) throw new Error('expected an answer and a partner')
          const prompt = promptOf('reply', t, asker)
          expect(messageIn(prompt)).toBe(textOf(answer))
          // In synchronous order the partner has the context that its own answer at t was made from.
          const own = promptOf('answer', t, partner)
          expect(own).toContain(contextIn(prompt))
        }
      }
    },
  )

  it('lets an agent that mirrors reply to its own answer', async () => {
    const run = await asked({ mirror: 1 })
    const replies = run.calls.filter(({ purpose }) => purpose === 'reply')
    expect(replies).toHaveLength(new Set(replies.map(({ t, agent }) => `${t}/${agent}`)).size + again(run))
    for (const { t, partners, replies } of steps(run).slice(0, -1)) {
      expect(partners).toEqual([0, 1, 2, 3, 4])
      expect(
        replies?.every((reply) => reply !== null),
        `t = ${t}`,
      ).toBe(true)
    }
  })

  it('puts the reply into the memory of the asker: it is the next context', async () => {
    const run = await asked()
    const made = steps(run)
    for (const [t, { replies }] of made.slice(0, -1).entries()) {
      for (const [asker, reply] of (replies ?? []).entries()) {
        const next = run.calls.findIndex(
          (key) => key.purpose === 'answer' && key.t === t + 1 && key.agent === asker,
        )
        if (reply === null) throw new Error('expected a reply')
        expect(run.prompts[next]).toContain(`CONTEXT: ${textOf(reply)}\n`)
      }
    }
  })

  it('asks off-format replies again, and records what stays one as a fault', async () => {
    const run = await asked({ agents: 12, retries: 1 })
    const replies = steps(run).flatMap((step) => step.replies ?? [])
    const tries = replies.map((reply) => reply?.attempts.length)
    expect(tries).toContain(1)
    expect(tries).toContain(2)
    for (const reply of replies) {
      const last = reply === null ? '' : textOf(reply)
      expect(reply?.fault).toBe(last.includes('The prettiest flower') ? undefined : 'off-format')
    }
    expect(replies.some((reply) => reply?.fault === 'off-format')).toBe(true)
  })

  it('records a reply and an answer of one time and agent under addresses of their own', async () => {
    const run = await asked({ questions: 3 })
    const recorded = recordedModel('recorded:run', openStoredTrace(run.folder))
    const scripted = scriptedModel('scripted:copy:0.7:0.15')
    for (const call of run.asked) {
      expect((await recorded.complete(call)).text).toBe((await scripted.complete(call)).text)
    }
    expect(new Set(run.asked.map(({ seed }) => seed)).size).toBe(run.calls.length)
  })
})

/** Replies that were asked again. */
function again(run: MadeRun): number {
  return run.calls.filter(({ purpose, attempt }) => purpose === 'reply' && attempt > 0).length
}
