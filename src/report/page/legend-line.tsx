import type { LegendItem } from '../figures/figure.ts'

/** A piece of a line, as it is drawn in the figure. */
export function LegendLine({ item: { stroke, dashes } }: { item: LegendItem }) {
  return (
    <svg width={28} height={10} viewBox="0 0 28 10" aria-hidden="true">
      <path d="M0,5H28" stroke={stroke} stroke-width={2} stroke-dasharray={dashes} />
    </svg>
  )
}
