import { capital, counted, listed, number } from './format.ts'
import { systemName } from './names.ts'
import type { Series } from './series.ts'
import type { ReportView } from './view.ts'

/** What was run, in plain words. */
export function whatWasRun({ series, cells }: ReportView): string {
  const runs = series.flatMap((one) => one.runs)
  if (runs.length === 0) return 'There is no run yet.'
  const designs = runs.map(({ header }) => header.design)
  const agents = values(designs.map((design) => design.agents))
  const steps = values(designs.map((design) => design.steps))
  const parts = series.map(
    (one) => `${one.runs.length === 1 ? 'one run' : counted(one.runs.length, 'run')} of ${described(one)}`,
  )
  return [
    `${capital(listed(parts))}, with ${agents} agents over ${steps} steps${cells.length > 1 ? ` in ${counted(cells.length, 'cell')}` : ''}.`,
    `At each step an agent listens to itself with probability p\u00a0=\u00a0${values(designs.map((design) => design.mirror))},`,
    `else to one of its k\u00a0=\u00a0${values(designs.map((design) => design.neighbors))} nearest neighbors.`,
  ].join(' ')
}

function described({ system, label, runs }: Series): string {
  const { model } = runs[0].header.design
  const name = systemName(system)
  const own = label.slice(name.length).trim()
  const detail = own === '' && typeof model === 'string' ? `(${model})` : own
  return `a ${name} ${detail}`.trim()
}

const mostListed = 6

/** The different values in order; of many only the least and the greatest. */
function values(of: readonly number[]): string {
  const different = [...new Set(of)].sort((a, b) => a - b).map(number)
  const last = different.pop() ?? ''
  if (different.length === 0) return last
  return different.length < mostListed ? `${different.join(', ')} or ${last}` : `${different[0]} to ${last}`
}
