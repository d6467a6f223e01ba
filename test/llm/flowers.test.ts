import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convergenceTime, type SiloPath } from '../../src/core/silo-path.ts'
import { siloCount } from '../../src/core/silos.ts'
import { flowerReader, flowers, readFlower, readFlowerReleased } from '../../src/llm/flowers.ts'
import { answersOfRun, dataFolder, oracleFile, oracleRuns } from './released-answers.ts'

const id = (name: string) => flowers.indexOf(name)

describe('readFlower', () => {
  it('knows 30 flowers', () => {
    expect(flowers).toHaveLength(30)
    expect(flowers[3]).toBe('lily')
    expect(flowers[29]).toBe('gerbera daisy')
  })

  it.each([
    ['The prettiest flower is the rose.', 'rose'],
    ['ROSES are red', 'rose'],
    ['A primrose, a rosebud, a prose, a rose2: none', null],
    ['the primrose beside the iris', 'iris'],
    ['the calla lily', 'calla lily'],
    ['Calla Lilies', 'calla lily'],
    ['the calla-lily', 'calla lily'],
    ['the calla\n  lily', 'calla lily'],
    ['the calla, lily', 'lily'],
    ['a callas lily', 'lily'],
    ['Gerbera daisies', 'gerbera daisy'],
    ['the gerbera', null],
    ['daisies and tulips', 'daisy'],
    ['birds-of-paradise', 'bird of paradise'],
    ['a bird of  paradise', 'bird of paradise'],
    ['cherry blossoms', 'cherry blossom'],
    ['lotuses', 'lotus'],
    ['irises', 'iris'],
    ['peonies', 'peony'],
    ['poppies', 'poppy'],
    ['**Hibiscuses**', 'hibiscus'],
    ['_dahlia_', 'dahlia'],
    ["the rose's scent", 'rose'],
    ['a rose-coloured tulip', 'rose'],
    ['moroses, éroses', null],
    ['', null],
  ])('reads %j as %s', (text, name) => {
    expect(readFlower(text)).toBe(name === null ? null : id(name))
  })

  const filler = fc.constantFrom('', 'the ', 'prettiest, ', 'primrose ', 'gerbera, ', '“', 'une fleur\n')
  const flower = fc.nat({ max: flowers.length - 1 })

  it('finds any flower, in any case, in any surroundings', () => {
    fc.assert(
      fc.property(filler, flower, fc.func(fc.boolean()), filler, (before, silo, upper, after) => {
        const name = [...flowers[silo]].map((c, i) => (upper(i) ? c.toUpperCase() : c)).join('')
        expect(readFlower(`${before}${name} ${after}`)).toBe(silo)
      }),
    )
  })

  it('takes the first of several, and never a name inside a word', () => {
    fc.assert(
      fc.property(
        filler,
        flower,
        flower,
        fc.constantFrom('a', 'é', '7', 'X'),
        (before, first, second, letter) => {
          expect(readFlower(`${before}${flowers[first]}; ${flowers[second]}`)).toBe(first)
          const single = flowers[first].split(' ')[0]
          expect(readFlower(`${letter}${single}; ${flowers[second]}`)).toBe(second)
        },
      ),
    )
  })

  it('reads every text as a flower or as none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const read of [readFlower, readFlowerReleased]) {
          const silo = read(text)
          if (silo !== null) expect(flowers[silo]).toBeDefined()
        }
      }),
    )
  })

  it('reads 115,000 answers in well under a second', () => {
    const texts = Array.from(
      { length: 115_000 },
      (_, i) =>
        `The prettiest flower is the ${flowers[i % 30]}, with its delicate petals and vibrant colours that sway.`,
    )
    const start = performance.now()
    let total = 0
    for (const text of texts) total += readFlower(text) ?? 0
    expect(performance.now() - start).toBeLessThan(1000)
    expect(total).toBeGreaterThan(0)
  })
})

describe('readFlowerReleased', () => {
  it.each([
    ['the primrose', 'rose'],
    ['the rose and the Tulip', 'tulip'],
    ['Calla Lily', 'lily'],
    ['calla lily', 'calla lily'],
    ['The tulip, a Tulip', 'tulip'],
    ['Iris or Rose', 'rose'],
    ['none at all', null],
  ])('reads %j as %s', (text, name) => {
    expect(readFlowerReleased(text)).toBe(name === null ? null : id(name))
  })

  it('is what flowerReader gives for its name', () => {
    expect(flowerReader('words')('the primrose')).toBeNull()
    expect(flowerReader('released')('the primrose')).toBe(0)
  })
})

describe('the released answers', () => {
  const absent =
    existsSync(oracleFile) && existsSync(dataFolder) ? null : `no released answers at ${dataFolder}`

  it('reads all runs as their oracle does, by either rule', (context) => {
    if (absent !== null) context.skip(absent)
    const runs = oracleRuns()
    expect(runs).toHaveLength(48)
    for (const run of runs) {
      const answers = answersOfRun(run)
      const words: SiloPath = answers.map((texts) => texts.map(readFlower))
      const released: SiloPath = answers.map((texts) => texts.map(readFlowerReleased))
      for (const [path, expected] of [
        [words, run.wordBoundary],
        [released, run.published],
      ] as const) {
        expect(path.map(siloCount)).toEqual(expected.siloCount)
        expect(path.at(-1)).toEqual(expected.finalSilos)
        expect(convergenceTime(path.map(siloCount))).toEqual(expected.convergence)
      }
      const differ = words.flatMap((silos, t) => silos.filter((silo, i) => silo !== released[t][i]))
      expect(differ).toHaveLength(run.labelsThatDiffer)
    }
  })
})
