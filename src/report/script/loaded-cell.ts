import { measureRun } from '../../metrics/run-metrics.ts'
import type { Cell, CellRun, MeanWeights } from '../cell.ts'
import type { PageCell, PageData, PageRun, RunAnswers } from '../page-data.ts'
import { unpack } from './unpack.ts'

/** A run of the page, unpacked and measured. */
export interface LoadedRun extends CellRun {
  readonly answers: RunAnswers
}

/** A cell of the page with all its runs; `shown` are those that the page was drawn with. */
export type LoadedCell = Cell<LoadedRun>

/** Unpacks cells, each once. */
export function cellLoader({ series, cells }: PageData): (id: string) => Promise<LoadedCell> {
  const loaded = new Map<string, Promise<LoadedCell>>()
  return (id) => {
    const known = loaded.get(id)
    if (known !== undefined) return known
    const page = cells.find((cell) => cell.id === id)
    if (page === undefined) throw new RangeError(`cell: got ${id}, expected one of the page`)
    const loading = load(page, series)
    loaded.set(id, loading)
    return loading
  }
}

async function load(page: PageCell, series: PageData['series']): Promise<LoadedCell> {
  const { id, mirror, neighbors, rescaledPaces } = page
  const paths = await unpack(page.paths)
  const ensembles = await Promise.all(
    page.ensembles.map(async (ensemble, e) => {
      const { system } = series[ensemble.series]
      const [first, ...others] = await Promise.all(
        ensemble.runs.map(async (run, r): Promise<LoadedRun> => {
          const weights = run.weights === null ? null : await unpack(run.weights)
          return loadedRun(page, system, run, paths[e][r], weights)
        }),
      )
      const runs = [first, ...others] as const
      return {
        series: series[ensemble.series],
        runs,
        shown: ensemble.shown === null ? null : runs[ensemble.shown],
        pace: 1,
      }
    }),
  )
  const all = page.ensembles.flatMap(({ runs }) => runs)
  return {
    id,
    mirror,
    neighbors,
    rescaledPaces,
    steps: Math.max(...all.map(({ steps }) => steps)),
    agents: Math.max(...all.map(({ agents }) => agents)),
    ensembles,
  }
}

function loadedRun(
  { mirror, neighbors }: PageCell,
  system: string,
  run: PageRun,
  path: CellRun['path'],
  weights: MeanWeights | null,
): LoadedRun {
  const { agents, steps, memory, seed, replicate, complete, answers } = run
  const design = { system, agents, steps, mirror, neighbors, memory, seed }
  const header = { run: run.run, design, replicate }
  const metrics = measureRun({ header, steps: path.map((silos) => ({ silos })), complete })
  return { path, metrics, weights, answers }
}

/** A cell with another replicate, or another clock, to be drawn. */
export function shownCell(cell: LoadedCell, replicate: number | null, rescaled: boolean): LoadedCell {
  const paces = rescaled ? cell.rescaledPaces : null
  return {
    ...cell,
    ensembles: cell.ensembles.map((ensemble, place) => ({
      ...ensemble,
      pace: paces?.[place] ?? 1,
      shown:
        replicate === null
          ? ensemble.shown
          : (ensemble.runs.find(({ metrics }) => metrics.replicate === replicate) ?? null),
    })),
  }
}

/** All replicates that some system of a cell has, in order. */
export function replicatesOf({ ensembles }: Pick<LoadedCell, 'ensembles'>): readonly number[] {
  const all = ensembles.flatMap(({ runs }) => runs.map(({ metrics }) => metrics.replicate))
  return [...new Set(all)].sort((a, b) => a - b)
}
