import { comparisonOf } from './sample-comparison.ts'
import { gmmPath, storedRun } from './sample-runs.ts'

/** Text that would act in a page, a table, a terminal or a line of text, if it were let. */
export const hostile = [
  "=cmd|' /C calc'!A0",
  '<script>alert(1)</script>',
  '</script><script>alert(2)</script>',
  '</style><img src=x onerror=alert(3)>',
  '</title></head><body onload=alert(4)>',
  '"><svg onload=alert(5)>',
  "' onmouseover='alert(6)",
  '<a href="javascript:alert(7)">rose</a>',
  '<!-- ]]> --> &lt;b&gt; &#60;i&#62;',
  'ab\u202edcba\u202c \u2066x\u2069 \u200f',
  '\u001b[31mred\u001b]8;;file:///etc/passwd\u0007link',
  '\u0000\u0008\u009b \ud800 \ufeff',
].join(' ')

/** A report that says it wherever it says anything. */
export const hostileEverywhere = {
  title: hostile,
  generated: hostile,
  reproduce: hostile,
  comparison: hostileComparison(),
}

/** A comparison with the text in every place that a label or a path can reach. */
function hostileComparison() {
  const none = { estimate: 1, interval: null }
  const comparison = comparisonOf({ a: none, b: none, difference: none }, 2)
  const finding = { id: 'baseline-closer', about: hostile, sentence: hostile, evidence: {} } as const
  return {
    ...comparison,
    a: { ...comparison.a, label: hostile },
    b: { ...comparison.b, label: hostile },
    overall: { ...comparison.overall, sentence: hostile },
    cells: comparison.cells.map((cell) => ({ ...cell, sentence: hostile, notes: [hostile] })),
    findings: [finding],
    notes: [hostile],
  }
}

const llm = (model: string) =>
  storedRun({
    system: 'llm',
    path: gmmPath,
    design: { model, [hostile]: hostile },
    header: {
      run: hostile,
      provenance: { [hostile]: [hostile], sha256: hostile },
      status: 'failed',
      failure: hostile,
      started: hostile,
    },
    complete: false,
    say: () => hostile,
  })
/** Runs that say it wherever they say anything. */
export const hostileRuns = [llm(hostile), llm('another'), storedRun({ system: hostile, path: gmmPath })]
