import { render } from 'preact-render-to-string'
import { inertText } from './inert-text.ts'
import { CellSection } from './page/cell-section.tsx'
import { ComparisonSection } from './page/comparison-table.tsx'
import { Masthead } from './page/masthead.tsx'
import { Reading } from './page/reading.tsx'
import { styleSheet } from './page/style.ts'
import { designPairs, provenancePairs, ValuesTable } from './page/values-table.tsx'
import type { ReportData } from './report-data.ts'
import { type ReportView, viewOf } from './view.ts'

/** Nothing but the style sheet of the page itself: no script runs and nothing is fetched, whatever a model wrote. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * The report as one self-contained HTML page. It needs neither network nor JavaScript; all text is escaped
 * and every control or direction mark in it is made visible.
 */
export function renderReport(data: ReportData): string {
  const page = render(<Page data={data} view={viewOf(data)} />)
  return inertText(`<!doctype html>\n${page}\n`)
}

function Page({ data, view }: { data: ReportData; view: ReportView }) {
  const comparison = data.comparison === null ? null : <ComparisonSection comparison={data.comparison} />
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="silotwin" />
        <title>{data.title}</title>
        <style dangerouslySetInnerHTML={{ __html: styleSheet(view.colors.named) }} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <Masthead data={data} view={view} />
        <main class="wrap" id="content" tabIndex={-1}>
          {view.cells.length > 1 ? comparison : null}
          {view.cells.map((cell) => (
            <CellSection key={cell.id} cell={cell} colors={view.colors} />
          ))}
          {view.cells.length > 1 ? null : comparison}
          <section aria-labelledby="design">
            <h2 id="design">Design and provenance</h2>
            <ValuesTable caption="Design: what was asked for" series={view.series} of={designPairs} />
            <ValuesTable
              caption="Provenance: what it was made with"
              series={view.series}
              of={provenancePairs}
            />
          </section>
          <Reading />
          {data.reproduce === null ? null : <Reproduce command={data.reproduce} />}
        </main>
        <footer class="wrap muted">One page, complete in itself: no network, no script.</footer>
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
