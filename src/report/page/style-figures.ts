/** Rules of the figures, and of what is drawn over them. */
export const figureRules = `
figure{margin:0 0 .5rem}
figcaption{max-width:46rem;margin-bottom:.7rem}
.drawing{display:grid;grid-template-columns:1fr auto;column-gap:1rem;align-items:end;min-width:0}
.drawing>figure{grid-column:1/-1;min-width:0}
.figures>:first-child h3{margin-top:.6rem}
.figures.one>*>h3{margin-top:.6rem}
.figures.one{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:0 2.5rem;align-items:start}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,max(21rem,100%/(var(--columns) + .5))),1fr));gap:1.2rem 2.5rem}
.panels.small{grid-template-columns:repeat(auto-fill,minmax(min(100%,max(10rem,(100% - (var(--columns) - 1)*1.5rem)/var(--columns))),1fr));gap:1.1rem 1.5rem}
.panel{min-width:0}
.panel svg{display:block;width:100%;max-width:36rem;height:auto;margin-top:.3rem;overflow:visible}
.panels.small svg{max-width:24rem}
.panels.wide{grid-template-columns:repeat(auto-fill,minmax(min(100%,max(17rem,(100% - (var(--columns) - 1)*1.5rem)/var(--columns))),1fr))}
.panel h4 a{color:inherit;text-decoration-color:var(--muted)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:0 0 .8rem;padding:0;font-size:.88rem}
.legend li{display:flex;align-items:center;gap:.5rem}
.scripted [data-cell] .panel svg{cursor:crosshair;touch-action:pan-y}
.overlay{pointer-events:none}
.overlay .cursor{fill:currentColor;fill-opacity:.17}
.overlay path{fill:none;stroke-linejoin:round}
.overlay .halo{stroke:var(--paper);stroke-width:5.5}
.overlay .line{stroke:currentColor;stroke-width:2.6}
svg.follows>g[data-mark=line]{opacity:.32}`
