import { z } from 'zod'

/** One design option: how it is parsed, what is accepted in words, and what it means. */
export interface Field<T> {
  readonly schema: z.ZodType<T>
  readonly accepted: string
  readonly help: string
  /** Whether it may be given more than once, as a list in a file. */
  readonly repeatable?: true
}

const wholeNumber = (help: string, from: number, to: number = Number.MAX_SAFE_INTEGER): Field<number> => ({
  schema: z.int().min(from).max(to),
  accepted:
    to === Number.MAX_SAFE_INTEGER
      ? `a whole number, ${from} or more`
      : `a whole number from ${from} to ${to}`,
  help,
})

const real = (help: string, from: number, to: number = Number.POSITIVE_INFINITY): Field<number> => ({
  schema: z.number().min(from).max(to),
  accepted: Number.isFinite(to) ? `a number from ${from} to ${to}` : `a number, ${from} or more`,
  help,
})

const upToOne = (help: string): Field<number> => ({
  schema: z.number().positive().max(1),
  accepted: 'a number above 0, at most 1',
  help,
})

const positive = (help: string, below: number = Number.POSITIVE_INFINITY): Field<number> => ({
  schema: z.number().positive().lt(below),
  accepted: Number.isFinite(below) ? `a number above 0 and below ${below}` : 'a number above 0',
  help,
})

const oneOf = <const T extends string>(help: string, ...values: readonly [T, ...T[]]): Field<T> => ({
  schema: z.enum(values),
  accepted: values.join(', '),
  help,
})

const text = (help: string, accepted: string): Field<string> => ({
  schema: z.string().trim().min(1),
  accepted,
  help,
})

const textOrTexts = (help: string, accepted: string): Field<string | readonly string[]> => ({
  schema: z.union([z.string().trim().min(1), z.array(z.string().trim().min(1)).min(1).readonly()]),
  accepted,
  help,
  repeatable: true,
})

/** Options that every system has. */
export const commonFields = {
  agents: wholeNumber('agents n', 2, 100_000),
  steps: wholeNumber('steps T: time runs over 0 … T', 1),
  mirror: real('probability p that an agent listens to itself', 0, 1),
  neighbors: wholeNumber('neighbors k among whom a partner is drawn (default: all others)', 1),
  memory: wholeNumber("items r in an agent's memory", 1),
  seed: wholeNumber('root seed of all random draws', 0),
  order: oneOf('who acts when in a step', 'synchronous', 'sequential', 'single'),
  ties: oneOf('how equal distances are broken', 'random', 'index'),
}

/** Options that mixtures and language models share. */
export const exchangeFields = {
  protocol: oneOf(
    'what partners exchange (default: ask of mixtures, copy of language models)',
    'ask',
    'copy',
  ),
  'memory-rule': oneOf('which memory item a new one replaces', 'farthest', 'oldest', 'newest'),
}

/** Options of the Gaussian-mixture system. */
export const gmmFields = {
  layout: oneOf('where the component means lie', 'line', 'circle', 'simplex', 'custom'),
  components: text(
    'components of layout custom',
    'the path of a YAML file with means, and covariances if wanted',
  ),
  spacing: positive('distance between neighboring means'),
  sigma: positive('standard deviation of every component'),
  epsilon: positive('floor of the weights', 0.5),
  covariance: oneOf('how covariances change', 'fixed', 'em', 'volume'),
  'covariance-floor': positive('least standard deviation where covariances change'),
  response: oneOf('what an answer is drawn from', 'mixture', 'memory'),
  'age-decay': upToOne('weight of a memory item relative to the next younger one'),
  'silo-reading': oneOf('how silos are read from weights', 'argmax', 'cluster'),
}

/** Options of the voter baselines. */
export const voterFields = {
  noise: real('probability that a noisy voter takes a random silo', 0, 1),
}

/** Options of the Markov chain, beside sigma, epsilon and memory. */
export const chainFields = {
  start: oneOf('state that the chain starts from', 'polarized', 'neutral', 'random'),
  level: positive('level of polarization of a polarized start'),
}

/** Options of the language-model system. */
export const llmFields = {
  model: textOrTexts(
    'language model; more than one: servers of the same model, which share the calls',
    'ollama:[ADDRESS#]NAME[:TAG], gguf:NAME|PATH, openai:URL#NAME, recorded:DIR, scripted:copy',
  ),
  embedder: text(
    'sentence embedder',
    'transformers:ORG/NAME[@REVISION][?prefix=TEXT&dimensions=N&dtype=TYPE], ollama:NAME[?prefix=TEXT&dimensions=N], hash',
  ),
  preset: oneOf(
    'memory of a language model: one sentence kept, as in the released code, or r sentences, as in the paper',
    'released',
    'described',
  ),
  retrieved: wholeNumber(
    'sentences nearest to a question that are retrieved for it, preset described (default: 3, or all of fewer)',
    1,
  ),
  prompt: text('prompt', 'the name of a file in prompts/ or a path'),
  questions: wholeNumber('questions of the prompt asked at every time; distances then go by all answers', 1),
  'reply-prompt': text(
    "how a partner is asked (protocol ask), with its context and the asker's answer",
    'the name of a file in prompts/replies/ or a path',
  ),
  corpus: text('starting documents', 'the name of a file in corpora/ or a path'),
  reader: oneOf('how a flower is read from an answer', 'words', 'released'),
  temperature: real('sampling temperature', 0, 10),
  'top-k': wholeNumber('most likely tokens to sample from (0: all)', 0),
  'top-p': upToOne('probability mass to sample from'),
  'min-p': real('least probability relative to the likeliest token', 0, 1),
  'repeat-penalty': positive('penalty on repeated tokens (1: none)'),
  'max-tokens': wholeNumber('most tokens of an answer', 1),
  context: wholeNumber('context size of the model in tokens', 64),
  retries: wholeNumber('times an off-format answer is asked again', 0, 100),
}

/** Options of an experiment rather than of a run. */
export const experimentFields = {
  replicates: wholeNumber('independent replicates', 1, 1_000_000),
}

export const allFields = {
  ...commonFields,
  ...exchangeFields,
  ...gmmFields,
  ...voterFields,
  ...chainFields,
  ...llmFields,
  ...experimentFields,
}

export type FieldName = keyof typeof allFields
type ValueOf<F> = F extends Field<infer T> ? T : never

/** What a user may say of a design: any of the fields, none of them required. */
export type DesignInput = { readonly [K in FieldName]?: ValueOf<(typeof allFields)[K]> }
