import { appendFileSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { findRuns, readRun } from '../../src/trace/read-run.ts'
import type { StepRecord } from '../../src/trace/record.ts'
import type { NewRun } from '../../src/trace/same-run.ts'
import { writeRun } from '../../src/trace/write-run.ts'

const run: NewRun = {
  run: 'gmm-test',
  design: { system: 'gmm', agents: 2, steps: 2, mirror: 0.2, neighbors: 1, memory: 5, seed: 1 },
  replicate: 0,
  provenance: { versions: { node: 'v20' }, inputs: { prompt: 'abc' } },
}
const steps: readonly StepRecord[] = [
  { t: 0, silos: [0, 1], partners: [1, 1] },
  { t: 1, silos: [1, 1], partners: [0, null] },
  { t: 2, silos: [1, null], partners: null },
]
const started = '2026-01-01T00:00:00.000Z'

let parent: string
let folder: string
const trace = () => join(folder, 'trace.jsonl')
const open = (changes: Partial<NewRun> = {}) => writeRun(folder, { ...run, ...changes }, started, 'step')
const write = (until: number, complete: boolean) => {
  const writer = open()
  for (const step of steps.slice(0, until)) writer.append(step)
  if (complete) writer.complete(started)
  writer.close()
}

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'silotwin-'))
  folder = join(parent, 'gmm-test')
})

describe('a run folder', () => {
  it('gives back what was written', () => {
    write(3, true)
    const stored = readRun(folder)
    expect(stored.steps).toEqual(steps)
    expect(stored.complete).toBe(true)
    expect(stored.header).toMatchObject({ ...run, status: 'completed', started })
    expect(findRuns(parent)).toEqual([folder])
  })

  it('is complete only by its last record', () => {
    write(3, false)
    expect(readRun(folder)).toMatchObject({ complete: false, steps: { length: 3 } })
  })

  it('ends with the same bytes, wherever it was cut off', () => {
    write(3, true)
    const whole = readFileSync(trace())
    for (let length = 0; length <= whole.length; length++) {
      truncateSync(trace(), length)
      write(3, true)
      expect(readFileSync(trace()).equals(whole)).toBe(true)
    }
  })

  it('refuses to go on with another design or other inputs, and names what differs', () => {
    write(1, false)
    const before = readFileSync(trace())
    expect(() => open({ design: { ...run.design, mirror: 0.5 } })).toThrow(/mirror 0.2 there, 0.5 asked/)
    expect(() => open({ provenance: { inputs: { prompt: 'xyz' } } })).toThrow(
      /prompt "abc" there, "xyz" asked/,
    )
    expect(readFileSync(trace())).toEqual(before)
  })

  it('goes on with newer versions of the software', () => {
    write(1, false)
    open({ provenance: { versions: { node: 'v24' }, inputs: { prompt: 'abc' } } }).close()
  })

  it('refuses a step that is not what was recorded', () => {
    write(2, false)
    const writer = open()
    expect(() => writer.append({ t: 0, silos: [0, 0], partners: [1, 1] })).toThrow(
      /time 0 cannot be made again/,
    )
    writer.close()
  })

  describe('seconds', () => {
    const workFor = (seconds: number, until: number, end: 'complete' | 'pause' | 'kill') => {
      let now = 0
      const writer = writeRun(folder, run, started, 'step', () => now)
      for (const step of steps.slice(0, until)) {
        now += seconds / until
        writer.append(step)
      }
      if (end === 'complete') writer.complete(started)
      if (end === 'pause') writer.pause()
      writer.close()
      return readRun(folder).header.seconds
    }

    it('add up over interruptions', () => {
      expect(workFor(3, 1, 'pause')).toBe(3)
      expect(workFor(4, 2, 'pause')).toBe(7)
      expect(workFor(6, 3, 'complete')).toBe(13)
      expect(workFor(50, 3, 'complete')).toBe(13)
    })

    it('are kept now and then, for a run that is killed', () => {
      expect(workFor(16, 2, 'kill')).toBe(16)
      expect(workFor(3, 3, 'kill')).toBe(16)
    })

    it('are absent where an earlier version did not count them', () => {
      write(2, false)
      expect(workFor(3, 3, 'complete')).toBe(undefined)
    })
  })

  it('keeps why it failed', () => {
    const writer = open()
    writer.fail('the server went away')
    writer.close()
    expect(readRun(folder).header).toMatchObject({ status: 'failed', failure: 'the server went away' })
  })

  it.each([
    ['a damaged line', '{"t":1,\n', /trace.jsonl:2: .*damaged/],
    ['a line that is no record', '{"t":1}\n', /trace.jsonl:2: not a trace record/],
    ['a gap', '{"t":2,"silos":[0,1],"partners":null}\n', /got t = 2, expected 1/],
  ])('names the place of %s', (_, line, message) => {
    write(1, false)
    appendFileSync(trace(), line)
    expect(() => readRun(folder)).toThrow(message)
  })

  it('names a damaged run.json', () => {
    write(1, true)
    writeFileSync(join(folder, 'run.json'), '{"format":')
    expect(() => readRun(folder)).toThrow(/run.json: cannot be read as JSON/)
    writeFileSync(join(folder, 'run.json'), '{"format":2}')
    expect(() => readRun(folder)).toThrow(/run.json: /)
  })
})
