import { capital } from '../report/format.ts'
import type { Met } from './verdict-line.ts'

/** Whether what was published is met, by word and sign, not by color alone. */
export function MetMark({ met }: { met: Met }) {
  return (
    <strong class={`verdict ${classes[met]}`}>
      <span aria-hidden="true">{signs[met]}</span> {capital(met)}
    </strong>
  )
}

const signs: Readonly<Record<Met, string>> = {
  met: '✓',
  'not met': '✗',
  undecided: '?',
  'no published numbers': '–',
}

const classes: Readonly<Record<Met, string>> = {
  met: 'met',
  'not met': 'failed',
  undecided: 'undecided',
  'no published numbers': 'undecided',
}
