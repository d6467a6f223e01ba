import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'

const faces = ['400Regular/Arimo_400Regular.ttf', '600SemiBold/Arimo_600SemiBold.ttf']
const { resolve } = createRequire(import.meta.url)

/** Pixels of the picture for each one of the drawing. */
const scale = 2

/**
 * An SVG figure as a PNG, in its light colors. Its letters come from a font of this package alone, so that it is
 * the same picture on every machine.
 */
export function renderPng(svg: string): Uint8Array {
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: faces.map((face) => resolve(`@expo-google-fonts/arimo/${face}`)),
      defaultFontFamily: 'Arimo',
    },
  })
  return picture.render().asPng()
}
