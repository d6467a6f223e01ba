import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { drawReport } from '../../src/report/draw-report.ts'
import { encodePage } from '../../src/report/encode-page.ts'
import { inertJson, type Packed, type PageAnswers } from '../../src/report/page-data.ts'
import { gmmPath, gmmRun, llmPath, llmRun, reportOf, storedRun } from './sample-runs.ts'

function unpack<Value>(packed: Packed<Value>): Value {
  return JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'))
}

const weights = new Map([[gmmRun, gmmPath.map(() => [0.25, 0.25, 0.25, 0.25])]])
const ample = 1_000_000
const page = encodePage(drawReport(reportOf([gmmRun, llmRun], { weights })), ample)

describe('the data of a page', () => {
  it('is that of the runs, unpacked', () => {
    const [cell] = page.cells
    expect(page.series.map(({ label }) => label)).toEqual(['Language model', 'Gaussian mixture'])
    expect(cell).toMatchObject({
      id: 'mirror-0.2-neighbors-2',
      mirror: 0.2,
      neighbors: 2,
      rescaledPaces: null,
    })
    expect(unpack(cell.paths)).toEqual([[llmPath], [gmmPath]])
    const [llm, gmm] = cell.ensembles.map(({ runs }) => runs[0])
    expect(llm).toMatchObject({ run: 'llm-p0.2-k2-rep0', agents: 4, steps: 3, complete: true, weights: null })
    expect(gmm.weights === null ? null : unpack(gmm.weights)).toEqual(weights.get(gmmRun))
    expect(gmm.answers).toEqual({ kind: 'none' })
  })

  it('gives every answer of every agent at every time, each text once', () => {
    const [run] = page.cells[0].ensembles[0].runs
    if (run.answers.kind !== 'here') throw new Error('expected answers')
    const { answers, given } = unpack<PageAnswers>(run.answers.packed)
    const said = given.map((places) => places.map((place) => (place === null ? null : answers[place].text)))
    expect(said[0]).toEqual([0, 1, 2, 3].map((agent) => `Silo ${agent} of agent ${agent} at 0.`))
    expect(said[1][3]).toBe('Sure!')
    expect(answers.filter(({ fault }) => fault === 'off-format')).toHaveLength(1)
    expect(new Set(answers.map(({ text }) => text)).size).toBe(answers.length)
  })

  it('takes in answers by replicate as far as there is room', () => {
    const runs = [3, 1, 2].map((replicate) =>
      storedRun({ system: 'llm', path: llmPath, replicate, say: (_, agent, t) => `${agent} at ${t}` }),
    )
    const view = drawReport(reportOf(runs))
    const kinds = (room: number) =>
      encodePage(view, room).cells[0].ensembles[0].runs.map(({ answers }) => answers.kind)
    const [cell] = encodePage(view, ample).cells
    const [{ answers }] = cell.ensembles[0].runs
    const length = cell.paths.length + (answers.kind === 'here' ? answers.packed.length : 0)
    expect(kinds(0)).toEqual(['left-out', 'left-out', 'left-out'])
    expect(kinds(length)).toEqual(['here', 'left-out', 'left-out'])
    expect(kinds(10 * length)).toEqual(['here', 'here', 'here'])
  })

  it('holds nothing that ends its element or acts, packed or not', () => {
    const hostile = '</script><script>alert(1)</script><!-- \u202e \u001b[31m \ud800'
    const run = storedRun({
      system: hostile,
      path: gmmPath,
      header: { run: hostile },
      say: () => hostile,
    })
    const data = encodePage(drawReport(reportOf([run])), ample)
    const json = inertJson(data)
    expect(json).not.toMatch(/<|\p{Cc}|\p{Bidi_Control}|\p{Surrogate}|\\ud8/iu)
    expect(JSON.parse(json)).toEqual(data)
    const { answers } = data.cells[0].ensembles[0].runs[0]
    if (answers.kind !== 'here') throw new Error('expected answers')
    const [{ text }] = unpack(answers.packed).answers
    expect(text).toContain('‹U+202E› ‹U+001B›[31m ‹U+D800›')
  })
})
