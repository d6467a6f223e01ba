import { counted, listed } from './format.ts'
import type { ReportData } from './report-data.ts'

/** What is not there, or not whole, of an experiment, in a few words; null where everything is. */
export function whatIsMissing({ runs, absent }: Pick<ReportData, 'runs' | 'absent'>): string | null {
  const incomplete = runs.filter(({ complete }) => !complete).length
  const notBegun = absent.notBegun ?? 0
  const parts = [
    ...(incomplete === 0 ? [] : [`${incomplete} of ${counted(runs.length, 'run')} not at the end`]),
    ...(notBegun === 0 ? [] : [`${counted(notBegun, 'run')} not begun`]),
    ...(absent.withoutTrace === 0 ? [] : [`${counted(absent.withoutTrace, 'run')} without a trace to draw`]),
  ]
  return parts.length === 0 ? null : listed(parts)
}
