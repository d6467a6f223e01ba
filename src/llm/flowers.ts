/** The 30 flowers in the order of their ids, each with its plural. */
const names = [
  ['rose', 'roses'],
  ['orchid', 'orchids'],
  ['tulip', 'tulips'],
  ['lily', 'lilies'],
  ['sunflower', 'sunflowers'],
  ['lotus', 'lotuses'],
  ['peony', 'peonies'],
  ['hydrangea', 'hydrangeas'],
  ['dahlia', 'dahlias'],
  ['magnolia', 'magnolias'],
  ['iris', 'irises'],
  ['gardenia', 'gardenias'],
  ['poppy', 'poppies'],
  ['hyacinth', 'hyacinths'],
  ['wisteria', 'wisterias'],
  ['daffodil', 'daffodils'],
  ['daisy', 'daisies'],
  ['chrysanthemum', 'chrysanthemums'],
  ['lavender', 'lavenders'],
  ['carnation', 'carnations'],
  ['marigold', 'marigolds'],
  ['hibiscus', 'hibiscuses'],
  ['bluebell', 'bluebells'],
  ['zinnia', 'zinnias'],
  ['anemone', 'anemones'],
  ['azalea', 'azaleas'],
  ['calla lily', 'calla lilies'],
  ['cherry blossom', 'cherry blossoms'],
  ['bird of paradise', 'birds of paradise'],
  ['gerbera daisy', 'gerbera daisies'],
] as const

/** Names of the flowers; the index of a flower is its id. */
export const flowers: readonly string[] = names.map(([singular]) => singular)

/** How the flower of an answer is read. */
export type FlowerReader = 'words' | 'released'

/** The reader of that kind: text → id of the flower that it names first, null where it names none. */
export function flowerReader(kind: FlowerReader): (text: string) => number | null {
  return kind === 'words' ? readFlower : readFlowerReleased
}

/**
 * The flower that a text names first: whole words, any case, singular or plural, and of the names at that
 * place the longest. The words of a name may be parted by white space or hyphens.
 *
 * @returns its id, null where the text names none
 */
export function readFlower(text: string): number | null {
  const form = anyName.exec(text)?.[0]
  return form === undefined ? null : (idOfForm.get(normal(form)) ?? null)
}

/**
 * The rule of the authors' released code, kept for fidelity: a name counts where the lower-cased text
 * contains it, inside a word too, but its place is looked up in the text as it is. So a name that is only
 * there with a capital gets the place -1 and wins; of equal places the lowest id wins.
 *
 * @returns its id, null where the text names none
 */
export function readFlowerReleased(text: string): number | null {
  const lower = text.toLowerCase()
  let first: number | null = null
  let place = Number.POSITIVE_INFINITY
  for (const [id, name] of flowers.entries()) {
    if (!lower.includes(name)) continue
    const at = text.indexOf(name)
    if (at >= place) continue
    first = id
    place = at
  }
  return first
}

const between = String.raw`[\s\u002d\u2010\u2011]+`

/** Longest forms first: alternatives are tried in turn. A letter or digit on either side is not a boundary. */
const anyName = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${names
    .flat()
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replaceAll(' ', between))
    .join('|')})(?![\p{L}\p{N}])`,
  'iu',
)

const idOfForm = new Map<string, number>(names.flatMap((forms, id) => forms.map((form) => [form, id])))

const separators = new RegExp(between, 'gu')

function normal(form: string): string {
  return form.toLowerCase().replaceAll(separators, ' ')
}
