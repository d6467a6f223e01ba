import type { Ollama } from 'ollama'
import { z } from 'zod'
import { badInput } from '../core/errors.ts'
import type { Embedder } from '../llm/embedder.ts'
import { embedderReference } from './embedder-options.ts'
import { leadingDimensions } from './matryoshka.ts'
import { connectOllama, keepAliveOf, type OllamaOptions } from './ollama-connection.ts'
import { ollamaReference } from './ollama-reference.ts'
import { defaultPatience, type Patience, patiently } from './patiently.ts'
import { TransientError } from './transient-error.ts'

export interface OllamaEmbedderOptions extends OllamaOptions {
  readonly patience?: Patience
  /** Told of every failure that will be tried again. */
  readonly onFault?: (fault: TransientError) => void
}

/** Texts of one request. */
const batchSize = 64

const answerSchema = z.looseObject({ embeddings: z.array(z.array(z.number()).min(2)) })

/**
 * Opens a sentence embedder of an Ollama server. It scales vectors to length 1, and adds no task prefix by
 * itself. A text that is too long for it is a failure: it is never cut. A server of several slots may round the
 * vector of a text otherwise in other company.
 *
 * @param reference `ollama:[ADDRESS#]NAME[:TAG][?prefix=TEXT&dimensions=N]`
 * @throws InputError for a model that the server does not have, or more dimensions than it has
 * @throws FailureError where no server answers, or the model embeds nothing
 */
export async function openOllamaEmbedder(
  reference: string,
  options: OllamaEmbedderOptions = {},
): Promise<Embedder> {
  const { patience = defaultPatience, onFault } = options
  const { name, options: wanted } = embedderReference(reference, ['prefix', 'dimensions'])
  const place = ollamaReference('embedder', name, options.host)
  const connection = await connectOllama(reference, place, options)
  const common = { model: place.model, truncate: false, ...keepAliveOf(options.keepAlive ?? null) }

  /** Vectors of a few texts. */
  const batch = (texts: readonly string[]) =>
    connection.ask(async (client: Ollama) => {
      // Models whose texts begin with no token of their own have nothing to embed of an empty one: a space has one.
      const input = texts.map((text) => wanted.prefix + text || ' ')
      const { embeddings } = answerSchema.parse(await client.embed({ ...common, input }))
      if (embeddings.length !== texts.length) {
        throw new TransientError(
          `${place.address} gave ${embeddings.length} vectors for ${texts.length} texts`,
        )
      }
      return embeddings.map((values) => {
        const vector = Float32Array.from(values)
        return wanted.dimensions === null ? vector : leadingDimensions(vector, wanted.dimensions)
      })
    })

  try {
    // Whether it embeds at all, and into how many dimensions.
    const [{ length }] = await batch(['a flower'])
    if (wanted.dimensions !== null && length < wanted.dimensions) {
      throw badInput('embedder', reference, `at most the ${length} dimensions of the model`)
    }
    const { digest, details } = connection.info.identity
    const { server, family, quantization, weights } = details
    return {
      reference,
      identity: {
        digest,
        details: { server, family, quantization, weights, prefix: wanted.prefix, dimensions: length },
      },
      async embed(texts) {
        const vectors: Float32Array[] = []
        const trying = { patience, signal: connection.closing, ...(onFault !== undefined && { onFault }) }
        for (let start = 0; start < texts.length; start += batchSize) {
          vectors.push(...(await patiently(() => batch(texts.slice(start, start + batchSize)), trying)))
        }
        return vectors
      },
      close: () => connection.close(),
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}
