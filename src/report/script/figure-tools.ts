import type { CellGrid } from '../cell.ts'
import { drawFigures } from '../drawn-figure.ts'
import { figureCsv } from '../figure-csv.ts'
import type { DrawingTools, Figure } from '../figures/figure.ts'
import { cellFigures, gridFigures } from '../figures.ts'
import { cellName } from '../format.ts'
import type { FigureFiles, Packed } from '../page-data.ts'
import { standaloneSvg } from '../standalone-figure.tsx'
import type { LoadedCell } from './loaded-cell.ts'
import { save } from './save.ts'
import { unpack } from './unpack.ts'

/** What a figure of the page is about, at the moment it is saved. */
export interface Subjects {
  readonly cell: () => LoadedCell
  readonly grid: () => Promise<CellGrid>
  /** The figures of the comparison, by id. */
  readonly compared: Readonly<Record<string, Packed<FigureFiles>>>
}

/** Gives every figure of the page two buttons: one saves it, one its data. */
export function addFigureTools(root: ParentNode, subjects: Subjects, tools: DrawingTools): void {
  for (const block of root.querySelectorAll<HTMLElement>('[data-figure]')) {
    const heading = block.querySelector('h3')
    const id = block.dataset.figure
    const ofCell = cellFigures.find((figure) => figure.id === id)
    const ofGrid = gridFigures.find((figure) => figure.id === id)
    const bar = document.createElement('div')
    bar.className = 'tools'
    const add = (kind: 'SVG' | 'CSV', action: () => void) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = kind
      const what = kind === 'SVG' ? 'figure' : 'data'
      button.title = `Save the ${what} as ${kind}`
      button.setAttribute('aria-label', `${kind}: save the ${what}, ${heading?.textContent ?? ''}`)
      button.addEventListener('click', action)
      bar.append(button)
    }
    const saveEither = async (kind: 'SVG' | 'CSV') => {
      if (ofCell !== undefined) saveFigure(kind, ofCell, subjects.cell(), nameOf(subjects.cell()), tools)
      else if (ofGrid !== undefined)
        saveFigure(kind, ofGrid, await subjects.grid(), { file: '', title: '' }, tools)
      else if (id !== undefined) await saveCompared(kind, id, subjects.compared[id])
    }
    add('SVG', () => void saveEither('SVG'))
    add('CSV', () => void saveEither('CSV'))
    heading?.after(bar)
  }
}

function nameOf(cell: LoadedCell): { file: string; title: string } {
  const replicates = cell.ensembles.flatMap(({ shown }) => (shown === null ? [] : [shown.metrics.replicate]))
  const which = [...new Set(replicates)].join('-')
  return { file: `-${cell.id}-replicate-${which}`, title: `, ${cellName(cell)}` }
}

async function saveCompared(kind: 'SVG' | 'CSV', id: string, packed: Packed<FigureFiles>): Promise<void> {
  const { svg, csv } = await unpack(packed)
  if (kind === 'CSV') save(`comparison-${id}.csv`, types.CSV, csv)
  else save(`comparison-${id}.svg`, types.SVG, svg)
}

const types = { CSV: 'text/csv', SVG: 'image/svg+xml' } as const

function saveFigure<Subject>(
  kind: 'SVG' | 'CSV',
  figure: Figure<Subject>,
  subject: Subject,
  name: { readonly file: string; readonly title: string },
  tools: DrawingTools,
): void {
  if (kind === 'CSV') {
    save(`${figure.id}${name.file}.csv`, types.CSV, figureCsv(figure.table(subject)))
    return
  }
  const [drawn] = drawFigures([figure], subject, tools)
  if (drawn === undefined) return
  const svg = standaloneSvg(drawn, `${figure.title}${name.title}`, tools.colors)
  save(`${figure.id}${name.file}.svg`, types.SVG, svg)
}
