import type { SiloColors } from './silo-colors.ts'
import type { ThemeColor } from './theme.ts'

const attributes = ['fill', 'stroke']

/**
 * Writes the light color itself in place of each color name, so that programs without style sheets show
 * the figure as well, and adds a style that exchanges these colors in the dark theme.
 */
export function inBothThemes(svg: string, colors: SiloColors): string {
  const used = new Map<string, ThemeColor>()
  const light = svg
    .replaceAll('="currentColor"', '="var(--ink)"')
    .replaceAll(/="var\(--([\w-]+)\)"/g, (_, name: string) => {
      const color = colors.named.get(name)
      if (color === undefined)
        throw new RangeError(`figure color: got ${name}, expected a name of the page's colors`)
      used.set(color.light, color)
      return `="${color.light}"`
    })
  const dark = [...used.values()].flatMap((color) =>
    attributes
      .filter((attribute) => light.includes(`${attribute}="${color.light}"`))
      .map((attribute) => `[${attribute}="${color.light}"]{${attribute}:${color.dark}}`),
  )
  const style = `<style>text{white-space:pre}@media screen and (prefers-color-scheme:dark){${dark.join('')}}</style>`
  return light.replace('<rect', `${style}<rect`)
}
