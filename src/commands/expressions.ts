import { openEmbedder } from '../adapters/open-embedder.ts'
import { keepsMetricsAlone } from '../experiment/run-folder.ts'
import type { Embedder } from '../llm/embedder.ts'
import { type AnswerExpressions, answerExpressions } from '../metrics/answer-expressions.ts'
import { type MixtureExpressions, mixtureExpressions } from '../metrics/mixture-expressions.ts'
import { measureRun, type RunMetrics } from '../metrics/run-metrics.ts'
import { findRuns, readRun, type StoredRun } from '../trace/read-run.ts'
import { textOf } from '../trace/record.ts'
import { fetching } from './fetching.ts'
import { mixturesAgain } from './mixture-weights.ts'
import { startProgress } from './progress.ts'
import { storedMetrics } from './stored-runs.ts'

/** A run with what its agents said; null where nothing can be said of that. */
export interface MeasuredExpressions extends RunMetrics {
  readonly expressions: Expressions | null
}

/** How answers are looked at. */
interface AnswerReading {
  /** Opens the embedder, or gives it where it is open. */
  embedder(): Promise<Embedder>
  /** The cosine distance from which on clusters stay apart. */
  readonly cut: number
}

/** What agents said, beside their silos, one item a time. */
export type Expressions =
  | ({
      readonly kind: 'answers'
      readonly embedder: string
      readonly cut: number
    } & Curves<AnswerExpressions>)
  | ({ readonly kind: 'mixtures' } & Curves<MixtureExpressions>)

type Curves<Of> = { readonly [Name in keyof Of]: readonly Of[Name][] }

/**
 * Measures what a trace does not: the answers of a language model by their vectors, the weights of mixtures by
 * running them once more.
 *
 * @returns null for a run with neither answers nor mixtures, or whose mixtures do not come out the same
 */
async function expressionsOf(run: StoredRun, reading: AnswerReading): Promise<Expressions | null> {
  if (run.steps.some(({ answers }) => answers !== undefined)) return ofAnswers(run, reading)
  const times = await mixturesAgain(run, (mixtures) =>
    mixtureExpressions(Array.from({ length: mixtures.size }, (_, agent) => mixtures.weights(agent))),
  )
  if (times === null) return null
  return {
    kind: 'mixtures',
    largestWeight: times.map(({ largestWeight }) => largestWeight),
    weightEntropy: times.map(({ weightEntropy }) => weightEntropy),
  }
}

/**
 * The metrics of all runs below some folders, with what their agents said. The embedder is opened where some run has
 * answers.
 *
 * @param options.embedder its reference
 */
export async function storedExpressions(
  folders: readonly string[],
  { embedder: reference, cut }: { readonly embedder: string; readonly cut: number },
): Promise<MeasuredExpressions[]> {
  const places = folders.flatMap(findRuns)
  const progress = startProgress('expressions', places.length, 'runs')
  const opened: Embedder[] = []
  const embedder = async () => {
    if (opened.length === 0) opened.push(await openEmbedder(reference, { onProgress: fetching() }))
    return opened[0]
  }
  const measured: MeasuredExpressions[] = []
  try {
    for (const [done, place] of places.entries()) {
      const run = keepsMetricsAlone(place) ? null : readRun(place)
      if (run !== null && run.steps.length > 0)
        measured.push({ ...measureRun(run), expressions: await expressionsOf(run, { embedder, cut }) })
      // What holds no step is named there.
      else for (const metrics of storedMetrics([place])) measured.push({ ...metrics, expressions: null })
      progress.update(done + 1)
    }
    return measured
  } finally {
    progress.stop()
    for (const one of opened) await one.close()
  }
}

async function ofAnswers({ steps }: StoredRun, { embedder: open, cut }: AnswerReading): Promise<Expressions> {
  const embedder = await open()
  const times: AnswerExpressions[] = []
  let said: readonly string[] = []
  for (const { silos, answers } of steps) {
    const before = said
    // An agent that was not asked anew stands by what it said.
    said = silos.map((_, agent) => {
      const answer = answers?.[agent] ?? null
      return answer === null ? (before[agent] ?? '') : textOf(answer).trim()
    })
    const vectors = new Map<string, Float32Array>()
    const texts = [...new Set(said)].filter((text) => text !== '')
    for (const [i, vector] of (await embedder.embed(texts)).entries()) vectors.set(texts[i], vector)
    times.push(
      answerExpressions(
        said.map((text) => vectors.get(text) ?? null),
        silos,
        cut,
      ),
    )
  }
  return {
    kind: 'answers',
    embedder: embedder.reference,
    cut,
    dispersion: times.map(({ dispersion }) => dispersion),
    clusters: times.map(({ clusters }) => clusters),
    agreement: times.map(({ agreement }) => agreement),
  }
}
