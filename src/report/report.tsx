import { render } from 'preact-render-to-string'
import { inertText } from '../core/inert-text.ts'
import type { DrawnReport } from './draw-report.ts'
import { encodePage } from './encode-page.ts'
import { CellSection } from './page/cell-section.tsx'
import { ComparisonSection } from './page/comparison-table.tsx'
import { Masthead } from './page/masthead.tsx'
import { Overview } from './page/overview.tsx'
import { Reading } from './page/reading.tsx'
import { styleSheet } from './page/style.ts'
import { Summary } from './page/summary.tsx'
import { designPairs, provenancePairs, ValuesTable } from './page/values-table.tsx'
import { inertJson, type PageData } from './page-data.ts'
import type { PageScript } from './report-data.ts'

/** Nothing but the page's own style sheet and script: whatever a model wrote, nothing else runs or is fetched. */
function policy(script: PageScript | null): string {
  const scripts = script === null ? '' : `; script-src 'sha256-${script.sha256}'`
  return `default-src 'none'; style-src 'unsafe-inline'${scripts}; base-uri 'none'; form-action 'none'`
}

/**
 * The report as one self-contained HTML page. It needs no network, and shows everything but the runs that are
 * not drawn at first without its script; all text is escaped and every control or direction mark in it is made
 * visible.
 *
 * @param script null leaves it out, and the data that it would need
 */
export function renderReport(report: DrawnReport, script: PageScript | null): string {
  const still = `<!doctype html>\n${render(<Page report={report} script={script} />)}\n`
  if (script === null) return inertText(still)
  const end = still.lastIndexOf('</body>')
  const room = mostCharacters - still.length - script.code.length
  const scripts = render(<Scripts data={encodePage(report, room)} script={script} />)
  return inertText(still.slice(0, end) + scripts + still.slice(end))
}

/** The length up to which a page takes in answers: a little below 5 MB, for what is around them. */
const mostCharacters = 4_700_000

function Scripts({ data, script }: { data: PageData; script: PageScript }) {
  return (
    <>
      <script type="application/json" id="page-data" dangerouslySetInnerHTML={{ __html: inertJson(data) }} />
      <script dangerouslySetInnerHTML={{ __html: script.code }} />
    </>
  )
}

function Page({ report, script }: { report: DrawnReport; script: PageScript | null }) {
  const { data, cells, series, colors, figures } = report
  const comparison =
    data.comparison === null ? null : (
      <ComparisonSection comparison={data.comparison} figures={report.compared} />
    )
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy(script)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="silotwin" />
        <title>{data.title}</title>
        <style dangerouslySetInnerHTML={{ __html: styleSheet(colors.named) }} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <Masthead report={report} />
        <main class="wrap" id="content" tabIndex={-1}>
          {data.comparison === null ? null : <Summary comparison={data.comparison} view={report} />}
          <Overview report={report} />
          {cells.length > 1 ? comparison : null}
          <div class="cells">
            {cells.map((cell) => (
              <CellSection key={cell.id} cell={cell} figures={figures.get(cell.id) ?? []} colors={colors} />
            ))}
          </div>
          {cells.length > 1 ? null : comparison}
          <section aria-labelledby="design">
            <h2 id="design">Design and provenance</h2>
            <ValuesTable caption="Design: what was asked for" series={series} of={designPairs} />
            <details>
              <summary>Provenance: versions, inputs and times</summary>
              <ValuesTable caption="Provenance: what it was made with" series={series} of={provenancePairs} />
            </details>
          </section>
          <Reading />
          {data.reproduce === null ? null : <Reproduce command={data.reproduce} />}
        </main>
        <footer class="wrap muted">One page, complete in itself: it loads nothing.</footer>
      </body>
    </html>
  )
}

function Reproduce({ command }: { command: string }) {
  return (
    <section aria-labelledby="reproduce">
      <h2 id="reproduce">How to reproduce it</h2>
      <pre>
        <code>{command}</code>
      </pre>
    </section>
  )
}
