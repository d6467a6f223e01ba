import type { Verdict } from '../../compare/verdict.ts'
import { capital } from '../format.ts'

/** A verdict by word and sign, not by color alone. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <strong class={`verdict ${verdict}`}>
      <span aria-hidden="true">{signs[verdict]}</span> {capital(verdict)}
    </strong>
  )
}

const signs: Readonly<Record<Verdict, string>> = { equivalent: '=', different: '≠', undecided: '?' }
