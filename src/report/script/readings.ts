import { siloSizes } from '../../core/silos.ts'
import type { Ensemble } from '../cell.ts'
import { counted } from '../format.ts'
import { siloInWords } from '../names.ts'
import type { PageAnswer, PageAnswers } from '../page-data.ts'
import type { LoadedCell, LoadedRun } from './loaded-cell.ts'
import { ownTime } from './state.ts'

/** The number of silos of each system at a time of the axis, in a sentence. */
export function siloCountSentence({ ensembles }: LoadedCell, time: number): string {
  const said = ensembles.flatMap(({ series, shown, pace }) => {
    const t = shown === null ? null : ownTime(shown, pace, time)
    return shown === null || t === null
      ? []
      : [`${series.label}: ${counted(shown.metrics.siloCount[t], 'silo')}`]
  })
  return said.length === 0 ? '' : `${said.join('; ')}.`
}

/** A silo system at one time, in a sentence. */
export function systemSentence({ series }: Ensemble, { path, metrics }: LoadedRun, t: number): string {
  const sizes = [...siloSizes(path[t])].sort(([, a], [, b]) => b - a)
  const [largest] = sizes
  const stable = t === 0 ? '' : ` Stability ${metrics.stability[t - 1].toFixed(2)}.`
  if (largest === undefined) return `No agent is in a silo.${stable}`
  const [silo, size] = largest
  const name = siloInWords(series.system, silo)
  const others =
    sizes.length > 1 ? `, the largest ${name} with ${size} of ${path[t].length} agents` : `: ${name}`
  return `${counted(sizes.length, 'silo')}${others}.${stable}`
}

/** Since when an agent has been in the silo in which it is at a time. */
export function siloSince({ path }: LoadedRun, agent: number, t: number): number {
  let since = t
  while (since > 0 && path[since - 1][agent] === path[t][agent]) since--
  return since
}

/** What an agent said last, at or before a time; null where nothing is recorded. */
export function answerAt({ answers, given }: PageAnswers, agent: number, t: number): PageAnswer | null {
  for (let at = t; at >= 0; at--) {
    const place = given[at]?.[agent] ?? null
    if (place !== null) return answers[place]
  }
  return null
}
