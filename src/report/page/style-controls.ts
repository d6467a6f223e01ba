/** Rules of what the page's script adds. */
export const controlsRules = `
.scripted .cell{border:0;margin:0;padding-top:1.8rem}
.scripted .cell>h2{margin-bottom:0}
button,select,input{font:inherit;color:inherit}
.tools{display:flex;gap:.4rem;margin-bottom:.25rem}
.missing .tools{visibility:hidden}
.tools button{min-width:24px;min-height:24px;padding:.1rem .6rem;border:1px solid var(--rule);border-radius:3px;background:none;font-size:.78rem;color:var(--muted);cursor:pointer}
.tools button:hover{border-color:var(--muted);color:var(--ink)}
.controls-mount{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--rule)}
.controls{display:flex;flex-wrap:wrap;gap:.5rem 1.6rem;align-items:center;padding:.8rem 0;font-size:.9rem}
.controls label,.controls .time{display:flex;align-items:center;gap:.5rem;font-weight:600}
.controls select{min-height:2rem;padding:.15rem .4rem;border:1px solid var(--muted);border-radius:3px;background:var(--paper);font-weight:400;font-variant-numeric:tabular-nums}
.controls .time{flex:1 1 16rem}
.controls input[type=range]{flex:1;min-width:6rem;min-height:1.5rem;accent-color:var(--accent)}
.controls output{min-width:4rem;font-weight:400;font-variant-numeric:tabular-nums}
.controls fieldset,.agents{display:flex;flex-wrap:wrap;border:0;margin:0;padding:0;min-width:0}
.controls fieldset{gap:.2rem .9rem}
.controls legend{float:left;font-weight:600;margin-right:.3rem}
.controls fieldset label{font-weight:400}
main .following{padding:1.2rem 1.3rem;margin:1rem 0 0;border:0;background:var(--raised)}
.agents{gap:.25rem}
.agents legend{font-size:.9rem;font-weight:600;padding:0;margin-bottom:.4rem}
.agent{position:relative;display:flex;flex-direction:column;align-items:center;justify-content:space-between;gap:.2rem;min-width:2.05rem;min-height:2.05rem;padding:.2rem .25rem .3rem;border:1px solid var(--rule);border-radius:3px;background:var(--paper);font-size:.8rem;line-height:1.2;font-variant-numeric:tabular-nums;cursor:pointer}
.agent input{position:absolute;inset:0;margin:0;opacity:0;cursor:pointer}
.agent.here{border-color:var(--muted)}
.agent:has(:checked){border-color:var(--ink);box-shadow:inset 0 0 0 1px var(--ink);font-weight:700}
.agent:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px}
.marks{display:flex;gap:2px;width:100%;min-height:.4rem}
.marks i{flex:1;height:.4rem;min-width:.4rem;border-radius:1px}
.readings{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:.8rem 2.5rem;margin-top:1.1rem}
.readings p{font-size:.92rem;margin:.25rem 0}
.readings blockquote{margin:.5rem 0 0;padding-left:.9rem;border-left:3px solid var(--rule)}
.readings .answer{font-size:1.02rem}
.figures.one .agents-mount{align-self:start;margin-top:2.4rem}
@media (max-width:40rem){
.controls{gap:.3rem 1rem;padding:.5rem 0}
.controls .time{flex-basis:100%}
main .following{margin-inline:-1rem;padding:1rem}
}`
