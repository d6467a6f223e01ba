import { describe, expect, it } from 'vitest'
import { measureRun } from '../../src/metrics/run-metrics.ts'
import { type AnswerRecord, type AttemptRecord, stepSchema } from '../../src/trace/record.ts'

const design = { system: 'llm', agents: 2, steps: 1, mirror: 0, neighbors: 1, memory: 1, seed: 1 }
const header = { run: 'llm-test', design, replicate: 0 }
const attempt = (seconds: number): AttemptRecord => ({
  text: 'The prettiest flower is the rose',
  promptTokens: 10,
  answerTokens: 4,
  seconds,
  phases: { load: 0, prompt: 0.1, answer: 0.4 },
})
const answer = (changes: Partial<AnswerRecord> = {}): AnswerRecord => ({
  prompt: '0123456789abcdef',
  attempts: [attempt(0.5)],
  ...changes,
})
const measured = (answers: readonly AnswerRecord[], replies: readonly AnswerRecord[] = [], seconds = 4) =>
  measureRun({
    header: { ...header, seconds },
    steps: [{ silos: [0, null], answers, replies: [...replies, null] }],
    complete: true,
  })

describe('what is measured of answers', () => {
  it('counts faults by kind over all questions and replies, and what was asked again', () => {
    const { answers, faults } = measured(
      [
        answer({ fault: 'refused', attempts: [attempt(0.5), attempt(0.5)] }),
        answer({ fault: 'truncated', further: [answer({ fault: 'empty' })] }),
      ],
      [answer({ fault: 'off-format' })],
    )
    expect(answers).toEqual({
      answers: 4,
      faults: { empty: 1, 'off-format': 1, truncated: 1, refused: 1 },
      faultRates: { empty: 0.25, 'off-format': 0.25, truncated: 0.25, refused: 0.25 },
      faultRate: 1,
      askedAgain: 1,
      askedAgainRate: 0.25,
    })
    expect(faults).toBe(1)
  })

  it('adds up calls, tokens, seconds and the wait for a turn, and sets them against the seconds of the run', () => {
    expect(measured([answer({ attempts: [attempt(0.5), attempt(1.5)] }), answer()]).cost).toEqual({
      seconds: 4,
      calls: 3,
      promptTokens: 30,
      answerTokens: 12,
      tokensPerSecond: 3,
      backendSeconds: 2.5,
      waitingSeconds: 1,
    })
  })

  it('has null for what one call does not tell, never a sum of the others', () => {
    const silent = answer({ attempts: [{ text: 'x', answerTokens: 3 }] })
    expect(measured([answer(), silent]).cost).toMatchObject({
      calls: 2,
      promptTokens: null,
      answerTokens: 7,
      backendSeconds: null,
      waitingSeconds: null,
    })
  })

  it('has null for systems without a model, and judges no imported answer', () => {
    const plain = measureRun({ header, steps: [{ silos: [0, 1] }], complete: true })
    expect(plain.answers).toBe(null)
    expect(new Set(Object.values(plain.cost))).toEqual(new Set([null]))
    const imported = measured([{ attempts: [{ text: 'a rose' }] }])
    expect(imported.answers).toBe(null)
    expect(imported.cost).toMatchObject({ calls: 1, promptTokens: null, answerTokens: null })
  })

  it('reads steps of earlier versions', () => {
    const old = {
      t: 0,
      silos: [null],
      partners: null,
      answers: [{ fault: 'off-format', attempts: [{ text: 'x' }] }],
    }
    expect(stepSchema.parse(old)).toEqual(old)
  })
})
