import { FailureError, InputError, messageOf } from '../core/errors.ts'
import { defaultOllamaAddress } from './ollama-address.ts'
import { TransientError } from './transient-error.ts'

/** What a failure before any answer means: nobody listens there, or the connection broke. */
export function faultOfConnection(address: string, error: unknown): FailureError {
  return new TransientError(
    `no Ollama server answers at ${address} (${causeOf(error)}); start one with "ollama serve", ` +
      'or set OLLAMA_HOST to where it listens',
    { cause: error },
  )
}

/** What an error answer means: 404 a model that is not there; busy or broken servers are tried again. */
export function faultOfStatus(
  address: string,
  model: string,
  status: number,
  body: string,
): FailureError | InputError {
  const said = errorIn(body)
  if (status === 404 && /model.*not found/i.test(said)) return missingModel(address, model)
  const message = `${address} answered ${status}: ${said}`
  if (status >= 500 || status === 429 || status === 408) return new TransientError(message)
  return tooLong(said) ?? new FailureError(message)
}

/** What a failure in the middle of an answer means: the server's own words, or a stream that broke off. */
export function faultOfStream(address: string, error: unknown): FailureError {
  const said = causeOf(error)
  return tooLong(said) ?? new TransientError(`the answer of ${address} broke off: ${said}`, { cause: error })
}

/** The model is not on the server; says exactly how to fetch it. */
export function missingModel(address: string, model: string, present: readonly string[] = []): InputError {
  const server = address === defaultOllamaAddress ? '' : `OLLAMA_HOST=${address} `
  const others = present.length === 0 ? '' : ` (it has ${present.slice(0, 10).join(', ')})`
  return new InputError(
    `model: the Ollama server at ${address} has no model ${JSON.stringify(model)}${others}; ` +
      `fetch it with: ${server}ollama pull ${model}`,
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

/** fetch says only "fetch failed"; the reason is in its cause, or in the causes of that. */
function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0])
  if (error instanceof Error && error.cause !== undefined) return causeOf(error.cause)
  return messageOf(error)
}
