/** Rules of the printed page: all cells, in the colors of the light theme, without what only a screen can do. */
export const printRules = `
@media print{
@page{margin:14mm}
html{font-size:9.5pt}
.wrap{max-width:none;padding:0}
nav,.skip,.controls-mount,.agents-mount,.tools,.overlay{display:none}
button.sort::after{content:none}
.cell[hidden]{display:block}
svg.follows>g[data-mark=line]{opacity:1}
.masthead{padding-top:0}
.panels:not(.small){grid-template-columns:repeat(auto-fit,minmax(min(100%,max(17rem,100%/(var(--columns) + .5))),1fr));gap:1rem 1.2rem}
details::details-content{content-visibility:visible;height:auto}
.panels.small{grid-template-columns:repeat(var(--columns),1fr);gap:.8rem 1rem}
figure,.panel,tr,.notice,caption,figcaption,p{break-inside:avoid}
h2,h3,h4,caption,figcaption,thead{break-after:avoid}
.cell{break-before:page}
main .table{overflow:visible}
.answers table{min-width:0}
.panel svg,.swatch,.notice{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}`
