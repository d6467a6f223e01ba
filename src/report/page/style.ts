import { fonts, headlineFonts, type ThemeColor } from '../theme.ts'
import { controlsRules } from './style-controls.ts'
import { figureRules } from './style-figures.ts'
import { printRules } from './style-print.ts'
import { tableRules } from './style-tables.ts'

/** The style sheet of the page. Colors are custom properties, so that figures follow the theme as well. */
export function styleSheet(colors: ReadonlyMap<string, ThemeColor>): string {
  const properties = (theme: keyof ThemeColor) =>
    [...colors].map(([name, color]) => `--${name}:${color[theme]}`).join(';')
  return `
:root{color-scheme:light dark;${properties('light')}}
@media screen and (prefers-color-scheme:dark){:root{${properties('dark')}}}
@media print{:root{color-scheme:light}}
${[rules, figureRules, tableRules, controlsRules, printRules].join('\n')}`
}

const rules = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:1rem}
.scripted{scroll-padding-top:5.5rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 ${fonts};overflow-wrap:anywhere}
.wrap{max-width:75rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
h1,h2,h3,h4{line-height:1.2;margin:0;text-wrap:balance}
h1,h2,h3{font-family:${headlineFonts};font-weight:700}
h1{font-size:clamp(2rem,1.4rem + 2.6vw,3.1rem);letter-spacing:-.015em;line-height:1.08}
h2{font-size:clamp(1.45rem,1.2rem + .9vw,1.85rem);letter-spacing:-.01em;margin-bottom:1rem}
h3{font-size:1.18rem;margin:2.4rem 0 .25rem}
h4{font-size:.86rem;font-weight:600}
h2:focus{outline:none}
p{margin:.4rem 0;max-width:46rem}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:from-font}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;z-index:3;padding:.5rem 1rem;background:var(--paper);border:1px solid var(--accent)}
.masthead{padding-top:clamp(1.2rem,4vw,2.4rem)}
.kicker{display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:space-between;max-width:none;margin:0 0 1.6rem;padding:.5rem 0;border-block:3px double var(--ink);font-size:.82rem;color:var(--muted)}
.lead{font-family:${headlineFonts};font-size:clamp(1.1rem,1rem + .5vw,1.3rem);line-height:1.5;margin-top:1rem;max-width:44rem}
.muted,figcaption,.note{color:var(--muted);font-size:.9rem;line-height:1.5}
nav{margin-top:1.6rem;padding:.7rem 0;border-block:1px solid var(--rule);font-size:.92rem}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:0;padding:0}
nav ul ul{display:inline-flex;gap:.2rem .9rem}
nav a{display:inline-block;padding:.2rem 0}
nav .row{flex-basis:100%;display:flex}
nav .label{flex:none;padding:.2rem 0;min-width:3.6rem;color:var(--muted);margin-right:.9rem}
main:focus{outline:none}
main section{padding-top:clamp(2rem,4vw,3rem)}
main>*+section,main>section+div,.cell+.cell{margin-top:clamp(2rem,4vw,3rem);border-top:1px solid var(--ink)}
.notice{margin-top:1.4rem;padding:.9rem 1.1rem;border-left:4px solid var(--warning);background:var(--warning-paper);max-width:46rem}
.notice strong{color:var(--warning)}
.notice ul{margin:.4rem 0 0;padding-left:1.2rem;font-size:.92rem}
.fault{color:var(--warning);font-weight:600;font-size:.84rem}
.chip{display:inline-flex;align-items:center;gap:.4rem;font-weight:600}
.swatch{flex:none;width:.75rem;height:.75rem;border-radius:2px}
.answer{margin:.25rem 0 0;unicode-bidi:isolate;white-space:pre-line}
.verdict{white-space:nowrap}
.verdict>span{display:inline-block;min-width:1.1em;text-align:center}
.verdict.undecided{color:var(--muted)}
.verdict-line{font-size:1.02rem}
.reason{display:block;color:var(--muted);font-size:.84rem;max-width:16rem}
.findings{max-width:46rem;padding-left:1.2rem;margin:.8rem 0 1.4rem}
.findings li{margin:.4rem 0}
details{margin-top:1.4rem}
summary{cursor:pointer;font-weight:600}
details[open]>summary{margin-bottom:.8rem}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;font-size:.88em}
pre{margin:.8rem 0;padding:.8rem 1rem;background:var(--raised);border-radius:4px;white-space:pre-wrap}
abbr{text-decoration:none;border-bottom:1px dotted var(--muted);cursor:help}
dl{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:.45rem 1.5rem;margin:.8rem 0;font-size:.92rem;max-width:56rem}
dt{font-weight:600}dd{margin:0}
footer{padding-block:clamp(2.5rem,6vw,4rem) 3rem}
@media (max-width:32rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.7rem}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}`
