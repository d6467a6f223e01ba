import { isDeepStrictEqual } from 'node:util'
import { InputError } from '../core/errors.ts'
import { essence, type LanguageModel } from '../llm/language-model.ts'
import { TransientError } from './transient-error.ts'

/** A server that failed is passed over for so many milliseconds, where there is another one. */
const restMilliseconds = 10_000

/** How one of several servers is doing. */
interface Server {
  readonly model: LanguageModel
  inFlight: number
  /** Until when it is passed over. */
  restsUntil: number
}

/**
 * One model on several servers: a call goes to the server with the fewest calls in flight, the first of them on
 * a tie; one that has just failed comes last. What is asked, and with which seed, does not depend on who answers.
 *
 * @param models the same model, opened once on each server; one or more
 * @param now milliseconds of a clock that only goes forward
 * @throws InputError where they are different models, naming the first two that differ
 */
export function sharedModel(
  models: readonly LanguageModel[],
  now: () => number = () => performance.now(),
): LanguageModel {
  const [first] = models
  for (const other of models) refuseDifferent(first, other)
  const servers = models.map(
    (model): Server => ({ model, inFlight: 0, restsUntil: Number.NEGATIVE_INFINITY }),
  )
  const isBetter = (one: Server, other: Server) => {
    const [rests, otherRests] = [one.restsUntil > now(), other.restsUntil > now()]
    return rests === otherRests ? one.inFlight < other.inFlight : otherRests
  }
  return {
    reference: first.reference,
    identity: { ...first.identity, details: { ...first.identity.details, server: serversOf(models) } },
    continuesBegunAnswers: models.every((model) => model.continuesBegunAnswers),
    async complete(call) {
      const server = servers.reduce((best, other) => (isBetter(other, best) ? other : best))
      server.inFlight++
      try {
        return await server.model.complete(call)
      } catch (error) {
        if (error instanceof TransientError) server.restsUntil = now() + restMilliseconds
        throw error
      } finally {
        server.inFlight--
      }
    },
    async close() {
      for (const model of models) await model.close()
    },
  }
}

/** What the servers say of themselves, for the record. */
function serversOf(models: readonly LanguageModel[]): string {
  return models.map(({ reference, identity }) => identity.details.server ?? reference).join('; ')
}

function refuseDifferent(first: LanguageModel, other: LanguageModel): void {
  if (isDeepStrictEqual(essence(first.identity), essence(other.identity))) return
  const [here, there] = [first, other].map(
    (model) => `${model.reference} (${JSON.stringify(essence(model.identity))})`,
  )
  throw new InputError(`model: got ${here} and ${there}, accepted: the same model on every server`)
}
