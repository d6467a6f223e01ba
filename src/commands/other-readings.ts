import { compare } from '../compare/compare.ts'
import type { Comparison } from '../compare/comparison.ts'
import type { ComparedRun, Ensemble } from '../compare/ensemble.ts'
import { ensembleOf } from '../compare/ensemble.ts'
import { type OtherReading, readingFinding } from '../compare/findings/reading.ts'
import type { ComparisonSpec } from '../compare/spec.ts'
import { scheduleOf } from '../core/schedule.ts'
import type { SiloPath } from '../core/silo-path.ts'
import type { Design } from '../design/design.ts'
import { type FlowerReader, flowerReader } from '../llm/flowers.ts'
import { measurePath } from '../metrics/measures.ts'
import { simulate } from '../sim/simulate.ts'
import { findRuns, readHeader, readRun } from '../trace/read-run.ts'
import { textOf } from '../trace/record.ts'
import { openPlainWorkshop, type PlainDesign } from './plain-workshop.ts'
import { folderAndSystem } from './stored-runs.ts'

/** An ensemble and where it came from. */
export interface Source {
  readonly argument: string
  readonly ensemble: Ensemble
}

/** Agents² × steps over all runs, up to which an ensemble is simulated again. */
const mostWork = 100_000_000

/**
 * Compares again with each choice that could have been made otherwise: the other rule to read a flower from an
 * answer, the other rule for ties between neighbors (mixtures and voters are simulated again for that).
 */
export async function withOtherReadings(
  comparison: Comparison,
  a: Source,
  b: Source,
  spec: ComparisonSpec,
): Promise<ReturnType<typeof readingFinding>> {
  const others: OtherReading[] = []
  for (const [side, source] of [
    ['a', a],
    ['b', b],
  ] as const) {
    for (const other of await otherEnsembles(source)) {
      const [first, second] = side === 'a' ? [other.ensemble, b.ensemble] : [a.ensemble, other.ensemble]
      others.push({ reading: `${other.reading} in ${side}`, comparison: compare(first, second, spec) })
    }
  }
  return readingFinding(comparison, others)
}

async function otherEnsembles(source: Source) {
  const { folder } = folderAndSystem(source.argument)
  const chosen = new Set(source.ensemble.runs.map(({ run }) => run))
  const folders = findRuns(folder).filter((run) => chosen.has(readHeader(run).run))
  const reread = readAgain(source.ensemble, folders)
  const tied = await tiedOtherwise(source.ensemble, folders)
  return [reread, tied].filter((other) => other !== null)
}

/** The flowers of all answers by the other rule; null where some run has no answers. */
function readAgain(ensemble: Ensemble, folders: readonly string[]) {
  if (ensemble.runs[0].system !== 'llm') return null
  const rules = new Set(folders.map((run) => readHeader(run).design.reader))
  const [rule] = rules
  if (rules.size !== 1 || (rule !== 'words' && rule !== 'released')) return null
  const other: FlowerReader = rule === 'words' ? 'released' : 'words'
  const read = flowerReader(other)
  const runs = folders.map((run) => {
    const { steps } = readRun(run)
    let before: readonly (number | null)[] = []
    const path = steps.map(({ silos, answers }) => {
      before = silos.map((silo, agent) => {
        const answer = answers?.[agent]
        if (answer === undefined) return silo
        return answer === null
          ? (before[agent] ?? null)
          : answer.fault === undefined || answer.fault === 'truncated'
            ? read(textOf(answer))
            : silo
      })
      return before
    })
    return measured(ensemble, readHeader(run).run, path)
  })
  return { reading: `flowers read by the rule '${other}'`, ensemble: ensembleOf(ensemble.label, runs) }
}

/** The same designs with ties broken by the other rule; null for systems that cannot be simulated at once. */
async function tiedOtherwise(ensemble: Ensemble, folders: readonly string[]) {
  const headers = folders.map((run) => readHeader(run))
  const designs = headers.map(({ design }) => plainDesignOf(design))
  if (!designs.every((design) => design !== null)) return null
  const work = designs.reduce((sum, { agents, steps }) => sum + agents ** 2 * steps, 0)
  const [ties] = new Set(designs.map((design) => design.ties))
  if (work > mostWork || designs.some((design) => design.ties !== ties)) return null
  const other = ties === 'random' ? 'index' : 'random'
  const runs: ComparedRun[] = []
  for (const [i, design] of designs.entries()) {
    const { replicate, run } = headers[i]
    const { design: tied, job } = openPlainWorkshop({ ...design, ties: other })
    const path: SiloPath[number][] = []
    const system = await job(replicate).system(null, null)
    for await (const { silos } of simulate(system, tied, scheduleOf(tied, replicate))) path.push(silos)
    runs.push(measured(ensemble, run, path))
  }
  return { reading: `ties broken by the rule '${other}'`, ensemble: ensembleOf(ensemble.label, runs) }
}

function measured({ runs }: Ensemble, name: string, path: SiloPath): ComparedRun {
  const [before] = runs.filter(({ run }) => run === name)
  return { ...before, ...measurePath(path, before.patternWindow), path }
}

/** The design of a run that this program made and can make again at once. */
function plainDesignOf(design: {
  readonly system: string
  readonly seed: number | null
}): PlainDesign | null {
  const plain = ['gmm', 'voter', 'noisy-voter'].includes(design.system) && design.seed !== null
  // run.json holds the resolved design as it was run; another version's would differ from it in name and hash.
  return plain ? (design as Design as PlainDesign) : null
}
