import { join } from 'node:path'
import { drawingId } from '../paper/drawing.ts'
import type { PaperSection } from '../paper/paper-section.tsx'
import { figureCsv } from '../report/figure-csv.ts'
import { standaloneSvg } from '../report/standalone-figure.tsx'
import { writeWhole } from '../storage/whole-file.ts'

/** Writes every drawing of a figure with its data beside it. */
export async function writePaperFigure(
  folder: string,
  { figure, made: { drawings, tables } }: PaperSection,
  png: boolean,
): Promise<void> {
  for (const { part, drawn, colors, table } of drawings) {
    const name = drawingId(figure.id, part)
    const svg = standaloneSvg(drawn, `${figure.label}: ${drawn.title}`, colors)
    writeWhole(join(folder, `${name}.svg`), svg)
    writeWhole(join(folder, `${name}.csv`), figureCsv(table))
    if (png) {
      // Loaded only where it is asked for: it brings a renderer of its own.
      const { renderPng } = await import('../adapters/png.ts')
      writeWhole(join(folder, `${name}.png`), renderPng(svg))
    }
  }
  for (const [part, table] of tables)
    writeWhole(join(folder, `${drawingId(figure.id, part)}.csv`), figureCsv(table))
}

/** Writes what every known value was judged by, all figures in one file. */
export function writeChecks(folder: string, sections: readonly PaperSection[]): void {
  const rows = sections.flatMap(({ figure, made: { checks } }) =>
    checks.map(({ what, published, ours, met, rule }) => [figure.id, what, published, ours, met, rule]),
  )
  writeWhole(
    join(folder, 'checks.csv'),
    figureCsv({ columns: ['figure', 'value', 'known', 'here', 'met', 'rule'], rows }),
  )
}
