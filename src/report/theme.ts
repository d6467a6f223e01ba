/** A color in the light and in the dark theme. */
export interface ThemeColor {
  readonly light: string
  readonly dark: string
}

const color = (light: string, dark: string): ThemeColor => ({ light, dark })

/** Colors of the page and of what is not a silo in a figure; texts keep a contrast of 4.5 on `paper`. */
export const themeColors = {
  paper: color('#ffffff', '#15181c'),
  raised: color('#f5f6f8', '#1d2126'),
  ink: color('#1b2026', '#e8eaed'),
  muted: color('#59626d', '#a5adb7'),
  rule: color('#dadee3', '#363c44'),
  accent: color('#1a5fa6', '#8ab9f1'),
  warning: color('#8a4b00', '#f0b45c'),
  'warning-paper': color('#fff5e3', '#2c2416'),
  /** Agents without a silo. */
  none: color('#7a828c', '#878f99'),
  'series-0': color('#1b2026', '#e8eaed'),
  'series-1': color('#c8470d', '#f0804a'),
  'series-2': color('#0077cf', '#637ff1'),
  'series-3': color('#13745b', '#35b48b'),
  'series-4': color('#8d3b96', '#df88e7'),
} as const

/** How a series is told from the others where several are in one panel: by color, and by dashes in print. */
export interface SeriesStyle {
  readonly stroke: string
  /** As of `stroke-dasharray`. */
  readonly dashes: string
}

const dashes = ['none', '7 3', '2 2.5', '9 3 2 3', '4 4']

/** The style of a series, by its place among all; from the sixth on they begin anew. */
export function seriesStyle({ key }: { readonly key: string }): SeriesStyle {
  const place = Number(/\d+$/.exec(key)?.[0] ?? 0) % dashes.length
  return { stroke: `var(--series-${place})`, dashes: dashes[place] }
}

/**
 * Colors of the silos, the most distinct first. The first eight stay apart under protanopia, deuteranopia
 * and tritanopia; the others were added one by one, each as far as possible (in OKLab, seen with each kind
 * of color vision) from all before it. All keep a contrast of 3 on the paper of their theme.
 */
export const siloPalette: readonly ThemeColor[] = [
  color('#1b6fc0', '#5aaaf5'),
  color('#b8400c', '#f0804a'),
  color('#0a664c', '#2fa47f'),
  color('#b08e00', '#f8dc62'),
  color('#5a2386', '#9a6fd8'),
  color('#c24d92', '#f9a8d3'),
  color('#5e3518', '#a07048'),
  color('#3c98d4', '#b4e2fa'),
  color('#75407a', '#c48ac9'),
  color('#7a7f55', '#c5cb9e'),
  color('#944561', '#e790ab'),
  color('#4b7027', '#94bd73'),
  color('#3a3ca2', '#7e8bf8'),
  color('#710a62', '#c561b0'),
  color('#d4556c', '#fcc0c6'),
  color('#0c87a7', '#6bd6f9'),
  color('#763058', '#c97aa3'),
  color('#8d3b96', '#df88e7'),
  color('#72587a', '#bea3c7'),
  color('#8f0d35', '#e7677c'),
  color('#8e791b', '#dbc66f'),
  color('#6c63ab', '#b6affd'),
  color('#769244', '#c0e08f'),
  color('#856947', '#d2b490'),
  color('#4b4185', '#948bd7'),
  color('#7b3606', '#ce8159'),
  color('#5f5930', '#aaa479'),
  color('#a54391', '#f98fe1'),
  color('#aa2e4a', '#fd8295'),
  color('#55795c', '#9fc5a6'),
]

/** Fonts that are on the reader's machine; nothing is loaded. */
export const fonts = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"

/** Fonts of the headlines. */
export const headlineFonts =
  "Charter, 'Bitstream Charter', 'Iowan Old Style', 'Palatino Linotype', Georgia, 'Liberation Serif', serif"
