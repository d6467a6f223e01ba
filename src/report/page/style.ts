import { fonts, type ThemeColor } from '../theme.ts'

/** The style sheet of the page. Colors are custom properties, so that figures follow the theme as well. */
export function styleSheet(colors: ReadonlyMap<string, ThemeColor>): string {
  const properties = (theme: keyof ThemeColor) =>
    [...colors].map(([name, color]) => `--${name}:${color[theme]}`).join(';')
  return `
:root{color-scheme:light dark;${properties('light')}}
@media screen and (prefers-color-scheme:dark){:root{${properties('dark')}}}
@media print{:root{color-scheme:light}}
${rules}`
}

const rules = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 ${fonts};overflow-wrap:anywhere}
.wrap{max-width:75rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
h1,h2,h3,h4{line-height:1.25;margin:0;text-wrap:balance;letter-spacing:-.01em}
h1{font-size:clamp(1.6rem,1.2rem + 1.8vw,2.3rem);letter-spacing:-.02em}
h2{font-size:1.4rem;margin-bottom:1rem}
h3{font-size:1.08rem;margin:2.2rem 0 .2rem}
h4{font-size:.9rem;margin:0;font-weight:600}
p{margin:.4rem 0;max-width:46rem}
a{color:var(--accent);text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;z-index:1;padding:.5rem 1rem;background:var(--paper);border:1px solid var(--accent)}
header{padding-top:clamp(1.8rem,5vw,3.2rem)}
.lead{font-size:1.12rem;line-height:1.5;margin-top:.8rem}
.muted,figcaption,.note{color:var(--muted);font-size:.9rem;line-height:1.5}
nav{margin-top:1.4rem;padding:.7rem 0;border-block:1px solid var(--rule);font-size:.92rem}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:0;padding:0}
nav ul ul{display:inline-flex;gap:.2rem .9rem}
nav a{display:inline-block;padding:.2rem 0}
nav .row{flex-basis:100%;display:flex}
nav .label{flex:none;padding:.2rem 0;min-width:3.6rem;color:var(--muted);margin-right:.9rem}
main:focus{outline:none}
main>section{padding-top:clamp(2rem,4vw,3rem)}
main>section+section{margin-top:clamp(2rem,4vw,3rem);border-top:1px solid var(--rule)}
.notice{margin-top:1.4rem;padding:.9rem 1.1rem;border-left:4px solid var(--warning);background:var(--warning-paper)}
.notice strong{color:var(--warning)}
.notice ul{margin:.4rem 0 0;padding-left:1.2rem;font-size:.92rem}
figure{margin:0 0 .5rem}
figcaption{max-width:46rem;margin-bottom:.9rem}
.figures.one{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:0 2.5rem}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.2rem 2.5rem}
.panel{min-width:0}
.panel svg{display:block;width:100%;max-width:40rem;height:auto;margin-top:.3rem;overflow:visible}
.table{overflow-x:auto;margin-top:.2rem}
.table+.table{margin-top:2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.45;font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left;color:var(--muted);padding-bottom:.6rem;max-width:min(46rem,calc(100vw - 2.2rem))}
th,td{padding:.42rem 0 .42rem 1.2rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
th:first-child,td:first-child{padding-left:0}
thead th{font-weight:600;vertical-align:bottom;border-bottom-color:var(--muted);overflow-wrap:normal}
tbody th{font-weight:400}
tbody.group th[scope=rowgroup]{font-weight:600;padding-top:1rem}
.number{text-align:right}
td.number{white-space:nowrap}
.note{max-width:min(46rem,calc(100vw - 2.2rem))}
.interval{display:block;white-space:normal;color:var(--muted);font-size:.84rem}
.metrics td,.metrics th,.estimates td,.estimates th{overflow-wrap:normal}
.values th,.values td{padding-block:.26rem}
.values th:first-child{width:30%}
.values tbody th{color:var(--muted)}
.values{table-layout:fixed}
.answers table{min-width:44rem;table-layout:fixed}
.answers th:first-child{width:4.5rem}
.answer{margin:.25rem 0 0;unicode-bidi:isolate;white-space:pre-line}
.chip{display:inline-flex;align-items:center;gap:.4rem;font-weight:600}
.swatch{flex:none;width:.75rem;height:.75rem;border-radius:2px}
.fault{color:var(--warning);font-weight:600;font-size:.84rem}
.verdict{white-space:nowrap}
.verdict>span{display:inline-block;min-width:1.1em;text-align:center}
.verdict.undecided{color:var(--muted)}
.verdict-line{font-size:1.02rem}
.reason{display:block;color:var(--muted);font-size:.84rem;max-width:16rem}
.findings{max-width:46rem;padding-left:1.2rem;margin:.8rem 0 1.4rem}
.findings li{margin:.4rem 0}
.sentences{margin-top:1rem}
.sentences summary{cursor:pointer;font-weight:600}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;font-size:.88em}
pre{margin:.8rem 0;padding:.8rem 1rem;background:var(--raised);border-radius:4px;white-space:pre-wrap}
abbr{text-decoration:none;border-bottom:1px dotted var(--muted);cursor:help}
dl{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:.45rem 1.5rem;margin:.8rem 0;font-size:.92rem;max-width:56rem}
dt{font-weight:600}dd{margin:0}
@media (min-width:62rem){.interval{display:inline-block;min-width:7.4rem;margin-left:.8rem}}
footer{padding-block:clamp(2.5rem,6vw,4rem) 3rem}
@media (max-width:32rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.7rem}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{
@page{margin:14mm}
body{font-size:9.5pt}
.wrap{max-width:none;padding:0}
nav,.skip{display:none}
header{padding-top:0}
.panels{grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:1rem 1.2rem}
figure,tr,.notice{break-inside:avoid}
h2,h3,h4,caption,figcaption{break-after:avoid}
section.cell+section.cell{break-before:page}
.table{overflow:visible}
.answers table{min-width:0}
.panel svg,.swatch,.notice{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}`
