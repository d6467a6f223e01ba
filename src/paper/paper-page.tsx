import type { ComponentChildren } from 'preact'
import { render } from 'preact-render-to-string'
import { inertText } from '../core/inert-text.ts'
import { styleSheet } from '../report/page/style.ts'
import { type ThemeColor, themeColors } from '../report/theme.ts'
import { drawingId } from './drawing.ts'
import { MetMark } from './met-mark.tsx'
import { type PaperSection, PaperSectionView } from './paper-section.tsx'
import { type Met, metOf } from './verdict-line.ts'

/** All that the page shows. */
export interface PaperPage {
  readonly sections: readonly PaperSection[]
  /** Figures that could not be made, and why. */
  readonly leftOut: readonly { readonly label: string; readonly reason: string }[]
  /** How it is made again. */
  readonly command: string
  readonly version: string
  readonly seed: number
}

/** The figures of the paper as one page, complete in itself; it needs no script and loads nothing. */
export function renderPaperPage(page: PaperPage): string {
  return inertText(`<!doctype html>\n${render(<Page page={page} />)}\n`)
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
const title = 'The figures of “Gaussian mixture models as a proxy for interacting language models”'

function Page({ page }: { page: PaperPage }) {
  const { sections, leftOut, command, version, seed } = page
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="silotwin" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: styles(sections) }} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <header class="wrap masthead">
          <p class="kicker">
            <span>silotwin {version}</span> <span>root seed {seed}</span>
          </p>
          <h1>{title}</h1>
          <p class="lead">
            Every figure of Wang et al. (arXiv 2506.00077) computed anew with the paper’s parameters, the
            published values drawn in, and whether they are met.
          </p>
          <nav aria-label="Figures">
            <ul>
              {sections.map(({ figure: { id, label } }) => (
                <li key={id}>
                  <a href={`#${id}`}>{label}</a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main class="wrap" id="content" tabIndex={-1}>
          <Overview sections={sections} leftOut={leftOut} />
          {sections.map((section) => (
            <PaperSectionView key={section.figure.id} section={section} />
          ))}
          <section aria-labelledby="rules">
            <h2 id="rules">How values are judged</h2>
            <p>
              A published mean is met where it differs from ours by at most three standard errors of the
              difference of the two means, the published runs scattering as ours do, and no less than whole
              numbers with their mean must; where neither scatters, by what can be read off a figure. The
              value of one published run is met where it lies among those of ours. Printed numbers are met by
              the same digits. By chance alone one mean in about four hundred fails, and one single run in
              twenty-five. No verdict is written by hand.
            </p>
          </section>
          <section aria-labelledby="reproduce">
            <h2 id="reproduce">How to make this page again</h2>
            <pre>
              <code>{command}</code>
            </pre>
          </section>
        </main>
        <footer class="wrap muted">One page, complete in itself: it loads nothing.</footer>
      </body>
    </html>
  )
}

function Overview({ sections, leftOut }: Pick<PaperPage, 'sections' | 'leftOut'>) {
  return (
    <section aria-labelledby="overview">
      <h2 id="overview">At a glance</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">What it shows</th>
            <th scope="col">Known values</th>
          </tr>
        </thead>
        <tbody>
          {sections.map(({ figure: { id, label, title: name }, made: { checks } }) => (
            <Row key={id} head={<a href={`#${id}`}>{label}</a>} title={name}>
              <MetMark met={metOf(checks)} /> {tally(checks, metOf(checks))}
            </Row>
          ))}
          {leftOut.map(({ label, reason }) => (
            <Row key={label} head={label} title="Left out">
              {reason}
            </Row>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function tally(checks: PaperSection['made']['checks'], met: Met): string {
  if (met === 'no published numbers') return ''
  return `(${checks.filter((check) => check.met === true).length} of ${checks.length})`
}

function Row(props: { head: ComponentChildren; title: string; children: ComponentChildren }) {
  return (
    <tr>
      <th scope="row">{props.head}</th>
      <td>{props.title}</td>
      <td>{props.children}</td>
    </tr>
  )
}

/** The style sheet of reports, and the colors of the silos of each drawing. */
function styles(sections: readonly PaperSection[]): string {
  const base = new Map<string, ThemeColor>(Object.entries(themeColors))
  const scoped = sections.flatMap(({ figure, made }) =>
    made.drawings.flatMap(({ part, colors }) => {
      const own = [...colors.named].filter(([name]) => !base.has(name))
      if (own.length === 0) return []
      const selector = `#${part === null ? `${figure.id}-drawing` : drawingId(figure.id, part)}`
      const rule = (theme: keyof ThemeColor) =>
        `${selector}{${own.map(([name, color]) => `--${name}:${color[theme]}`).join(';')}}`
      return [`${rule('light')}\n@media screen and (prefers-color-scheme:dark){${rule('dark')}}`]
    }),
  )
  return [styleSheet(base), rules, ...scoped].join('\n')
}

const rules = `
.verdict.failed{color:var(--warning)}
.paper{margin-top:1.6rem}
.files{font-size:.86rem;color:var(--muted)}
.notes{max-width:46rem;padding-left:1.2rem}
.notes li{margin:.35rem 0}
details{margin:1rem 0}
details summary{cursor:pointer;font-weight:600}
.panels.wide{grid-template-columns:1fr}
@media print{.files{display:none}details:not([open])::details-content{content-visibility:visible;block-size:auto}}`
