/** Rules of the tables. */
export const tableRules = `
main .table{padding:0;border:0;overflow-x:auto;margin-top:.2rem}
main .table+.table{margin-top:2rem}
main .table.cost{margin-block:1rem 1.4rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.45;font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left;color:var(--muted);padding-bottom:.6rem;max-width:min(46rem,calc(100vw - 2.2rem))}
th,td{padding:.42rem 0 .42rem 1.2rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
th:first-child,td:first-child{padding-left:0}
thead th{font-weight:600;vertical-align:bottom;border-bottom-color:var(--muted);overflow-wrap:normal}
tbody th{font-weight:400}
tbody.group th[scope=rowgroup]{font-weight:600;padding-top:1rem}
tr[aria-current=true]>*{background:var(--raised)}
tr[aria-current=true]>:first-child{box-shadow:inset 3px 0 var(--accent);padding-left:.6rem}
.number{text-align:right}
td.number{white-space:nowrap}
.note{max-width:min(46rem,calc(100vw - 2.2rem))}
.interval{display:block;white-space:normal;color:var(--muted);font-size:.84rem}
@media (min-width:62rem){.interval{display:inline-block;min-width:7.4rem;margin-left:.8rem}}
.metrics td,.metrics th,.estimates td,.estimates th,.ensembles td,.ensembles th{overflow-wrap:normal}
.ensembles th[scope=row]{white-space:nowrap}
.values th,.values td{padding-block:.26rem}
.values th:first-child{width:30%}
.values tbody th{color:var(--muted)}
.values{table-layout:fixed}
@media screen{.estimates table{min-width:52rem}}
.estimates tbody th{width:17rem}
.answers table{min-width:44rem;table-layout:fixed}
.answers th:first-child{width:4.5rem}
button.sort{all:unset;cursor:pointer;font-weight:600}
button.sort:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
button.sort::after{content:'\\2195';margin-left:.3em;color:var(--muted);font-weight:400}
th[aria-sort=ascending] button.sort::after{content:'\\2191';color:inherit}
th[aria-sort=descending] button.sort::after{content:'\\2193';color:inherit}`
