import type { StoredRun } from '../../trace/read-run.ts'
import { counted } from '../format.ts'

/** Says which runs went on with other inputs than they were begun with, and since when. */
export function MixedRuns({ runs }: { runs: readonly StoredRun[] }) {
  const mixed = runs.filter(({ header }) => header.mixed !== undefined)
  if (mixed.length === 0) return null
  return (
    <aside class="notice" aria-label="Mixed runs">
      <strong>
        Mixed: {mixed.length} of {counted(runs.length, 'run')}
      </strong>{' '}
      went on, on demand, with other inputs than begun with. Read {mixed.length === 1 ? 'it' : 'them'} as no
      run of one design.
      <ul>
        {mixed.map(({ header }) => (
          <li key={header.run}>
            {header.run}: {(header.mixed ?? []).map(changeInWords).join('; ')}
          </li>
        ))}
      </ul>
    </aside>
  )
}

function changeInWords({ from, changes }: { readonly from: number; readonly changes: object }): string {
  return `from t = ${from} other ${Object.keys(changes).join(', ')}`
}
