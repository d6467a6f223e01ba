import { groupBy } from '../core/group-by.ts'
import type { StoredRun } from '../trace/read-run.ts'
import type { RunHeader } from '../trace/record.ts'
import type { SeriesName } from './cell.ts'
import { capital, listed } from './format.ts'
import { systemName, systemRank } from './names.ts'

/** Runs whose designs differ in nothing but what varies within an experiment: cell, seed and replicate. */
export interface Series extends SeriesName {
  readonly runs: readonly StoredRun[]
}

/** Parts of a design that may differ between runs of one series. */
const varying = new Set(['mirror', 'neighbors', 'seed', 'replicates'])

/** The series among the runs: language models first, then mixtures, then baselines. */
export function seriesOf(runs: readonly StoredRun[]): readonly Series[] {
  const groups = groupBy(runs, ({ header }) => designKey(header))
  const unnamed = [...groups.values()].map((members) => ({
    system: members[0].header.design.system,
    runs: members,
  }))
  const sorted = unnamed.sort((a, b) => systemRank(a.system) - systemRank(b.system))
  return sorted.map((series, place) => ({
    ...series,
    key: `series-${place}`,
    label: labelOf(series, sorted),
  }))
}

function fixedPart(header: RunHeader): Record<string, unknown> {
  return Object.fromEntries(Object.entries(header.design).filter(([name]) => !varying.has(name)))
}

function designKey(header: RunHeader): string {
  return JSON.stringify(Object.entries(fixedPart(header)).sort(([a], [b]) => (a < b ? -1 : 1)))
}

type Unnamed = Omit<Series, 'label' | 'key'>

function labelOf(series: Unnamed, all: readonly Unnamed[]): string {
  const name = capital(systemName(series.system))
  const designs = all
    .filter(({ system }) => system === series.system)
    .map(({ runs }) => fixedPart(runs[0].header))
  if (designs.length === 1) return name
  const own = fixedPart(series.runs[0].header)
  const telling = Object.keys(own).filter((field) =>
    designs.some((other) => JSON.stringify(other[field]) !== JSON.stringify(own[field])),
  )
  const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  const said = (field: string) => (field === 'model' ? asText(own[field]) : `${field} ${asText(own[field])}`)
  return `${name} (${listed(telling.map(said))})`
}
