import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { softwareVersions } from '../adapters/provenance.ts'
import { badInput } from '../core/errors.ts'
import { claimFolder } from '../experiment/experiment-folder.ts'
import type { PaperFigure, PaperMaterial } from '../paper/paper-figure.ts'
import { paperFigures } from '../paper/paper-figures.ts'
import { renderPaperPage } from '../paper/paper-page.tsx'
import type { PaperSection } from '../paper/paper-section.tsx'
import { metOf, verdictSentence } from '../paper/verdict-line.ts'
import { writeWhole } from '../storage/whole-file.ts'
import type { StoredRun } from '../trace/read-run.ts'
import { shellWord } from './command-line.ts'
import { embedTexts } from './embed-texts.ts'
import { interruption } from './interruption.ts'
import type { ReproduceOptions } from './reproduce.ts'
import { runsOf } from './reproduce-runs.ts'
import { storedRuns } from './stored-runs.ts'
import { writeChecks, writePaperFigure } from './write-paper-figure.ts'

/** What came of it. */
export interface Reproduced {
  readonly interrupted: boolean
  readonly figures: readonly (Pick<PaperFigure, 'id' | 'label'> & {
    readonly met: ReturnType<typeof metOf>
    readonly verdict: string
    readonly checks: PaperSection['made']['checks']
  })[]
  readonly leftOut: readonly { readonly label: string; readonly reason: string }[]
  readonly page: string
}

/**
 * Makes figures of the paper one after the other, each with its data, then the page that shows those asked for.
 *
 * @param ids of figures, or none for all
 * @throws InputError for an unknown figure, and where the folder holds something else
 */
export async function reproducePaper(ids: readonly string[], options: ReproduceOptions): Promise<Reproduced> {
  const chosen = chosenFigures(ids)
  const { out, seed } = options
  const answers = options.released === undefined ? [] : answersIn(options.released)
  await claimFolder(out, { command: 'reproduce', designs: [{ seed }], replicates: 1 })
  const stop = interruption()
  const sections: PaperSection[] = []
  const leftOut: { readonly label: string; readonly reason: string }[] = []
  const page = join(out, 'index.html')
  try {
    for (const figure of chosen) {
      const reason = whyNot(figure, answers)
      if (reason !== null) {
        leftOut.push({ label: figure.label, reason })
        continue
      }
      const material = await materialOf(figure, answers, options, stop.signal)
      if (material === null) return { interrupted: true, figures: [], leftOut, page }
      const section = { figure, made: figure.make(material) }
      await writePaperFigure(out, section, options.png ?? false)
      sections.push(section)
    }
  } finally {
    stop.release()
  }
  writeChecks(out, sections)
  const command = commandOf(ids, options)
  const version = softwareVersions().silotwin
  writeWhole(page, renderPaperPage({ sections, leftOut, command, version, seed }))
  const figures = sections.map(({ figure: { id, label }, made: { checks } }) => ({
    id,
    label,
    met: metOf(checks),
    verdict: verdictSentence(checks),
    checks,
  }))
  return { interrupted: false, figures, leftOut, page }
}

/** In the order of the paper, whatever the order in which they were named. */
function chosenFigures(ids: readonly string[]): readonly PaperFigure[] {
  const wanted = ids.map((id) => id.trim()).map((id) => (/^\d+$/.test(id) ? `fig${id}` : id))
  const known = paperFigures.map(({ id }) => id)
  for (const id of wanted) {
    if (id !== 'all' && !known.includes(id)) throw badInput('figure', id, `${known.join(', ')}, all`)
  }
  const all = wanted.length === 0 || wanted.includes('all')
  return paperFigures.filter(({ id }) => all || wanted.includes(id))
}

function answersIn(folder: string): readonly StoredRun[] {
  const runs = storedRuns(folder).filter(({ header }) => header.design.system === 'llm')
  if (runs.length === 0)
    throw badInput('released', folder, 'a folder with runs of system llm, as import makes it')
  return runs
}

function whyNot({ answers: use }: PaperFigure, answers: readonly StoredRun[]): string | null {
  if (use.kind !== 'needed') return null
  return answers.length === 0 ? 'needs the answers of a language model (--released)' : use.lacks(answers)
}

async function materialOf(
  figure: PaperFigure,
  answers: readonly StoredRun[],
  options: ReproduceOptions,
  stop: AbortSignal,
): Promise<PaperMaterial | null> {
  const { full, quick } = figure.replicates
  const replicates = options.replicates ?? (options.quick ? quick : full)
  const { out: folder, seed, workers } = options
  const made = await runsOf(figure, { folder, replicates, seed, workers, stop })
  if (made === null) return null
  const texts = figure.answers.kind === 'needed' ? figure.answers.texts(answers) : []
  return {
    runs(name) {
      const found = made.get(name)
      if (found === undefined)
        throw new RangeError(`${figure.id}: got runs ${name}, expected ${[...made.keys()].join(', ')}`)
      return found
    },
    answers,
    vectors: await embedTexts(texts, options.embedder),
    embedder: options.embedder,
    document: parseHTML('<html></html>').document,
  }
}

/** What makes the same page again; threads and pictures beside it have no say in it. */
function commandOf(ids: readonly string[], options: ReproduceOptions): string {
  const { quick, replicates, seed, released, embedder } = options
  const parts = [
    ...(ids.length === 0 ? ['all'] : ids),
    ...(quick ? ['--quick'] : []),
    ...(replicates === undefined ? [] : ['--replicates', String(replicates)]),
    '--seed',
    String(seed),
    ...(released === undefined ? [] : ['--released', 'FOLDER', '--embedder', embedder]),
    '--out',
    'NEW-FOLDER',
  ]
  return ['silotwin', 'reproduce', ...parts.map(shellWord)].join(' ')
}
