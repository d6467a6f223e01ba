import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compactTable, type TextColumn } from '../../src/commands/compact-table.ts'
import { metricsTable } from '../../src/commands/metrics.ts'
import { sparkLevels, sparkline } from '../../src/commands/sparkline.ts'
import { showsUnicode } from '../../src/commands/terminal.ts'
import { measureRun } from '../../src/metrics/run-metrics.ts'
import { gmmRun, storedRun } from '../report/sample-runs.ts'

const blocks = sparkLevels({ unicode: true })
const ascii = sparkLevels({ unicode: false })

describe('a sparkline', () => {
  it('rises with its values', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], { width: 8, range: [0, 7], levels: blocks })).toBe('▁▂▃▄▅▆▇█')
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], { width: 8, range: [0, 7], levels: ascii })).toBe('.:-=+*#@')
  })

  it('leaves gaps where there is no value, and keeps to its range', () => {
    const options = { width: 9, range: [0, 1], levels: blocks } as const
    expect(sparkline([-5, null, 5], options)).toBe('▁ █')
    expect(sparkline([], options)).toBe('')
    expect(sparkline([3, 3], { ...options, range: [3, 3] })).toBe('▁▁')
  })

  it('draws long curves by the means of pieces', () => {
    expect(sparkline([0, 0, 4, 4, 8, 8], { width: 3, range: [0, 8], levels: 'abc' })).toBe('abc')
    expect(sparkline([null, null, null, 2], { width: 2, range: [0, 2], levels: 'abc' })).toBe(' c')
  })

  it('is never wider than asked, whatever the values', () => {
    const value = fc.option(fc.double({ noNaN: true }), { nil: null })
    const numbers = fc.array(value, { maxLength: 200 })
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 60 }), fc.boolean(), (values, width, unicode) => {
        const levels = sparkLevels({ unicode })
        const drawn = [...sparkline(values, { width, range: [0, 1], levels })]
        expect(drawn).toHaveLength(Math.min(width, values.length))
        for (const character of drawn) expect(` ${levels}`).toContain(character)
      }),
    )
  })

  it('refuses what has no meaning', () => {
    expect(() => sparkline([1], { width: 0, range: [0, 1], levels: 'a' })).toThrow('got width 0')
    expect(() => sparkline([1], { width: 1, range: [0, 1], levels: '' })).toThrow('got no levels')
  })
})

describe('a compact table', () => {
  const rows = [
    { name: 'first run of all', counts: [30, 9, 3, 1] },
    { name: 'second', counts: [30, 12, 8, 8] },
  ]
  const columns: readonly TextColumn<(typeof rows)[number]>[] = [
    { title: 'run', of: ({ name }) => name },
    { title: 'silos', of: ({ counts }) => String(counts.at(-1)) },
    { title: 'pattern', of: () => 'decaying', expendable: 1 },
    { title: 'stability', of: () => '0.950', expendable: 2 },
  ]
  const curve = { title: 'over t', of: ({ counts }: (typeof rows)[number]) => counts }
  const draw = (width: number | null, unicode = true) =>
    compactTable(rows, columns, curve, { columns: width, unicode }).split('\n')

  it('has every column where it is no terminal', () => {
    expect(draw(null)).toEqual([
      'run               silos  pattern   stability  over t',
      'first run of all      1  decaying      0.950  █▃▁▁',
      'second                8  decaying      0.950  █▄▃▃',
    ])
  })

  it('narrows the curve, then gives up columns, then the curve, and never overflows before that', () => {
    expect(draw(60)[0]).toBe('run               silos  pattern   stability  over t')
    expect(draw(56)[0]).toBe('run               silos  pattern   over t')
    expect(draw(40)[0]).toBe('run               silos  over t')
    expect(draw(36)[0]).toBe('run               silos  pattern')
    expect(draw(20)[0]).toBe('run               silos')
    for (let width = 23; width < 100; width++) {
      for (const line of draw(width)) expect(line.length).toBeLessThanOrEqual(width)
    }
  })

  it('is plain ASCII where the terminal has no more', () => {
    for (const line of draw(null, false)) expect(line).toMatch(/^[\x20-\x7e]*$/)
  })

  it('of no rows is its head', () => {
    expect(compactTable([], columns, curve, { columns: 80, unicode: true })).toMatch(/^run +silos/)
  })
})

describe('the table of metrics', () => {
  it('shows the silos of every run over time, and nothing that steers the terminal', () => {
    const run = storedRun({
      path: [
        [0, 1, 2, 3, 4, 5, 6, 7],
        [0, 0, 0, 0, 0, 0, 0, 0],
      ],
    })
    const named = { ...run, header: { ...run.header, run: 'run\u001b[31m\u202e' } }
    const text = metricsTable(
      [gmmRun, named].map((one) => measureRun(one)),
      { columns: null, unicode: true },
    )
    expect(text.split('\n')[2]).toMatch(/█▁$/)
    for (const steering of ['\u001b', '\u202e']) expect(text).not.toContain(steering)
  })

  it('takes thousands of long runs', () => {
    const long = { ...measureRun(gmmRun), siloCount: Array(400).fill(3) }
    const text = metricsTable(Array(3000).fill(long), { columns: 100, unicode: true })
    expect(text.split('\n')).toHaveLength(3001)
  })
})

describe('a terminal', () => {
  it('shows Unicode where its locale has it', () => {
    expect(showsUnicode({ LANG: 'de_DE.UTF-8' }, 'linux')).toBe(true)
    expect(showsUnicode({ LANG: 'C.utf8' }, 'linux')).toBe(true)
    expect(showsUnicode({ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, 'linux')).toBe(false)
    expect(showsUnicode({ LANG: 'de_DE.UTF-8', TERM: 'linux' }, 'linux')).toBe(false)
    expect(showsUnicode({}, 'linux')).toBe(false)
    expect(showsUnicode({}, 'win32')).toBe(true)
  })
})
