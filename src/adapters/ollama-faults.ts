import { FailureError, InputError } from '../core/errors.ts'
import { defaultOllamaAddress } from './ollama-address.ts'
import { causeOf, isPassing, passingFault, type ServerFaults } from './server-call.ts'
import { TransientError } from './transient-error.ts'

/** What the failures of an Ollama server mean: a broken answer may pass, a wrong request never does. */
export function ollamaFaults(address: string, model: string): ServerFaults {
  return {
    connection: (error) =>
      new TransientError(
        `no Ollama server answers at ${address} (${causeOf(error)}); start one with "ollama serve", ` +
          'or set OLLAMA_HOST to where it listens',
        { kind: 'down', cause: error },
      ),
    status(status, body, headers) {
      const said = errorIn(body)
      if (status === 404 && /model.*not found/i.test(said)) return missingModel(address, model)
      const message = `${address} answered ${status}: ${said}`
      return isPassing(status)
        ? passingFault(message, status, headers)
        : (tooLong(said) ?? new FailureError(message))
    },
    stream(error) {
      const said = causeOf(error)
      return (
        tooLong(said) ?? new TransientError(`the answer of ${address} broke off: ${said}`, { cause: error })
      )
    },
  }
}

/** The model is not on the server; says exactly how to fetch it. */
export function missingModel(address: string, model: string, present: readonly string[] = []): InputError {
  const server = address === defaultOllamaAddress ? '' : `OLLAMA_HOST=${address} `
  const others = present.length === 0 ? '' : ` (it has ${present.slice(0, 10).join(', ')})`
  return new InputError(
    `model: the Ollama server at ${address} has no model ${JSON.stringify(model)}${others}; ` +
      `fetch it with --pull, or with: ${server}ollama pull ${model}`,
  )
}

/** The prompt does not fit: servers would cut it in silence, and the answer would be to something else. */
export function promptTooLong(promptTokens: number | null, contextSize: number | null): FailureError {
  const size = promptTokens === null ? '' : ` of ${promptTokens} tokens or more`
  const context = contextSize === null ? '' : ` of ${contextSize}`
  return new FailureError(
    `a prompt${size} does not fit into the context${context}; raise the context size or shorten the corpus`,
  )
}

function tooLong(said: string): FailureError | null {
  return /exceeds?\b.*context/i.test(said) ? promptTooLong(null, null) : null
}

function errorIn(body: string): string {
  const quoted = /^\s*\{\s*"error"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body)?.[1]
  if (quoted !== undefined) return String(JSON.parse(quoted))
  return body.trim().slice(0, 300) || 'nothing'
}
