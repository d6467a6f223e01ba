import { lastChange } from '../core/silo-path.ts'
import { siloCount } from '../core/silos.ts'
import type { StoredRun } from '../trace/read-run.ts'
import { textOf } from '../trace/record.ts'

/** An answer of one of the agents that are looked at. */
export interface SketchAnswer {
  readonly agent: number
  readonly t: number
  readonly silo: number | null
  readonly text: string
}

/** What is shown in response space: three agents of a run, at its begin and at its end. */
export interface SketchChoice {
  readonly run: StoredRun
  readonly agents: readonly number[]
  readonly before: readonly SketchAnswer[]
  readonly after: readonly SketchAnswer[]
}

const longestSpan = 10

/**
 * Chooses by rule, so that nobody picks: of the runs that end in two silos the one whose last change is latest, the
 * first of equals; of its agents the first of either silo, and the one that came last to the larger silo.
 *
 * @returns null where no run ends in two silos, each with answers
 */
export function chooseSketch(answers: readonly StoredRun[]): SketchChoice | null {
  const polarized = answers
    .filter(({ steps }) => steps.length > 1 && siloCount(steps[steps.length - 1].silos) === 2)
    .filter(({ steps }) => steps.every((step) => step.answers?.every((answer) => answer !== null)))
    .map((run) => ({ run, change: lastChange(run.steps.map(({ silos }) => silos)) ?? 0 }))
    .sort((a, b) => b.change - a.change || (a.run.header.run < b.run.header.run ? -1 : 1))
  if (polarized.length === 0) return null
  const [{ run }] = polarized
  const agents = chooseAgents(run)
  const span = Math.min(longestSpan, Math.floor(run.steps.length / 2))
  const said = (from: number, to: number) =>
    run.steps.slice(from, to).flatMap(({ t, silos, answers: all }) =>
      agents.flatMap((agent): SketchAnswer[] => {
        const answer = all?.[agent] ?? null
        const text = answer === null ? '' : textOf(answer).trim()
        return text === '' ? [] : [{ agent, t, silo: silos[agent], text }]
      }),
    )
  return { run, agents, before: said(0, span), after: said(run.steps.length - span, run.steps.length) }
}

function chooseAgents({ steps }: StoredRun): readonly number[] {
  const last = steps[steps.length - 1].silos
  const members = [...new Set(last.filter((silo) => silo !== null))]
    .map((silo) => [...last.keys()].filter((agent) => last[agent] === silo))
    .sort((a, b) => b.length - a.length || a[0] - b[0])
  const [larger, smaller] = members
  const arrival = (agent: number) => {
    let t = steps.length - 1
    while (t > 0 && steps[t - 1].silos[agent] === last[agent]) t--
    return t
  }
  const [first, ...others] = larger
  const latest = others.toSorted((a, b) => arrival(b) - arrival(a) || a - b).slice(0, 1)
  return [first, ...latest, smaller[0]].sort((a, b) => a - b)
}
