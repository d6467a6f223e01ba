import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inertText } from '../../src/core/inert-text.ts'

describe('inert text', () => {
  it('shows what would act', () => {
    expect(inertText('a\u001b[31mred')).toBe('a‹U+001B›[31mred')
    expect(inertText('ab\u202edcba\u202c')).toBe('ab‹U+202E›dcba‹U+202C›')
    expect(inertText('\u2066x\u2069 \u200f \u061c')).toBe('‹U+2066›x‹U+2069› ‹U+200F› ‹U+061C›')
    expect(inertText('nul\u0000 del\u007f csi\u009b')).toBe('nul‹U+0000› del‹U+007F› csi‹U+009B›')
    expect(inertText('half \ud83c pair')).toBe('half ‹U+D83C› pair')
    expect(inertText('tag \u{e0041}')).toBe('tag ‹U+E0041›')
  })

  it('leaves ordinary text of any script as it is', () => {
    const text = 'Rosé, 薔薇, वार, ورد, ורד, 🌹, 👩‍🌾\n\ttwo lines, naïve – “quoted”\u00a0'
    expect(inertText(text)).toBe(text)
  })

  it('ends lines in one way', () => {
    expect(inertText('one\r\ntwo\rthree')).toBe('one\ntwo‹U+000D›three')
  })

  it('leaves no control, format or direction mark in any text, and adds no markup', () => {
    const acting = /(?![\t\n])\p{Cc}|\p{Bidi_Control}|\p{Surrogate}|[\u2028\u2029]/u
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const inert = inertText(text)
        expect(inert).not.toMatch(acting)
        expect(inert.replaceAll(/[^<>&"']/g, '')).toBe(text.replaceAll(/[^<>&"']/g, ''))
        expect(inertText(inert)).toBe(inert)
      }),
    )
  })
})
