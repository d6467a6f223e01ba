import { Ollama } from 'ollama'
import { z } from 'zod'
import { badInput, FailureError, InputError, messageOf } from '../core/errors.ts'
import type { PullProgress } from '../weights/models.ts'
import { withIntactLines } from './intact-lines.ts'
import { ollamaFaults } from './ollama-faults.ts'
import type { OllamaReference } from './ollama-reference.ts'
import { type CallLimits, causeOf, watched } from './server-call.ts'
import { openConnections } from './server-fetch.ts'
import { TransientError } from './transient-error.ts'

const partSchema = z.looseObject({
  status: z.string().default(''),
  total: z.number().optional(),
  completed: z.number().default(0),
})

/** A server may be long in checking what it fetched, and a model is large. */
const pullLimits: CallLimits = { idleSeconds: 1200, loadSeconds: 1200, totalSeconds: 14 * 86_400 }

/**
 * Has an Ollama server fetch a model from its registry; what an earlier try fetched is not fetched again.
 *
 * @throws InputError where the registry has no such model
 * @throws FailureError where no server answers, or it cannot fetch the model
 */
export async function pullOllama(
  { address, model }: OllamaReference,
  onProgress: (progress: PullProgress) => void,
): Promise<void> {
  const connections = openConnections()
  const faults = ollamaFaults(address, model)
  const closing = new AbortController().signal
  const target = { address, fetch: connections.fetch, faults, closing, mayLoad: false }
  try {
    await watched(target, pullLimits, async (watchedFetch) => {
      const client = new Ollama({ host: address, fetch: withIntactLines(watchedFetch) })
      const parts = await client.pull({ model, stream: true })
      for await (const given of parts) {
        const { status, total, completed } = partSchema.parse(given)
        if (total !== undefined)
          onProgress({ label: `${model}: ${status} on ${address}`, done: completed, total })
      }
    })
  } catch (error) {
    if (error instanceof InputError) throw error
    // In the middle of the stream, the server's own words say it best.
    const said =
      error instanceof TransientError && error.kind === 'broken' ? causeOf(error) : messageOf(error)
    if (/file does not exist|not found|invalid model name/i.test(said)) {
      throw badInput('model', `ollama:${model}`, `a model of the server's registry (${said})`)
    }
    throw new FailureError(`ollama:${model} could not be pulled: ${said}`, { cause: error })
  } finally {
    await connections.close()
  }
}
