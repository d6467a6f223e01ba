import { type LegendItem, symbolPaths, symbolStyle } from '../figures/figure.ts'

/** A piece of a line or a symbol, as it is drawn in the figure. */
export function LegendLine({ item }: { item: LegendItem }) {
  const { stroke, dashes, symbol } = item
  return (
    <svg width={28} height={12} viewBox="0 -6 28 12" aria-hidden="true">
      {symbol === undefined ? (
        <path d="M0,0H28" stroke={stroke} stroke-width={2} stroke-dasharray={dashes} />
      ) : (
        <path d={symbolPaths[symbol]} transform="translate(14,0)" {...symbolStyle(item)} />
      )}
    </svg>
  )
}
