import { describe, expect, it } from 'vitest'
import { siloPalette, themeColors } from '../../src/report/theme.ts'

type Rgb = readonly [number, number, number]
const themes = ['light', 'dark'] as const

function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Contrast ratio after WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = linear(hex)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

/** OKLab coordinates (Ottosson 2020). */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

/** Full color vision deficiencies (Machado, Oliveira and Fernandes 2009), on linear RGB. */
const visions: Readonly<Record<string, readonly number[]>> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
}

function seen([r, g, b]: Rgb, m: readonly number[]): Rgb {
  const row = (i: number) => Math.min(1, Math.max(0, m[i] * r + m[i + 1] * g + m[i + 2] * b))
  return [row(0), row(3), row(6)]
}

function leastDistance(colors: readonly string[], vision: readonly number[]): number {
  const points = colors.map((hex) => oklab(seen(linear(hex), vision)))
  return Math.min(
    ...points.flatMap((a, i) =>
      points.slice(0, i).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
    ),
  )
}

describe.each(themes)('the %s theme', (theme) => {
  it('keeps texts readable on every ground (WCAG AA: 4.5)', () => {
    for (const text of ['ink', 'muted', 'accent', 'warning'] as const) {
      for (const ground of ['paper', 'raised', 'warning-paper'] as const) {
        const ratio = contrast(themeColors[text][theme], themeColors[ground][theme])
        expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  it('keeps the names of systems readable on the paper, and their lines apart in every vision', () => {
    const lines = Object.entries(themeColors)
      .filter(([name]) => name.startsWith('series-'))
      .map(([, color]) => color[theme])
    expect(lines).toHaveLength(5)
    for (const line of lines)
      expect(contrast(line, themeColors.paper[theme]), line).toBeGreaterThanOrEqual(4.5)
    for (const vision of Object.values(visions)) expect(leastDistance(lines, vision)).toBeGreaterThan(0.08)
  })

  it('keeps marks visible on the paper (WCAG AA: 3)', () => {
    for (const color of [...siloPalette, themeColors.none]) {
      expect(contrast(color[theme], themeColors.paper[theme]), color[theme]).toBeGreaterThanOrEqual(3)
    }
  })

  it.each(Object.entries(visions))('tells the first eight silos apart with %s vision', (_, vision) => {
    expect(
      leastDistance(
        siloPalette.slice(0, 8).map((color) => color[theme]),
        vision,
      ),
    ).toBeGreaterThan(0.06)
  })

  it('has thirty different silo colors', () => {
    expect(siloPalette).toHaveLength(30)
    expect(
      leastDistance(
        siloPalette.map((color) => color[theme]),
        visions.normal,
      ),
    ).toBeGreaterThan(0.025)
  })
})
