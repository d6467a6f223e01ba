import { FailureError, InputError } from '../core/errors.ts'
import { promptTooLong } from './ollama-faults.ts'
import { causeOf, isPassing, passingFault, type ServerFaults } from './server-call.ts'
import { TransientError } from './transient-error.ts'

/** The variable of the environment that holds the key of a server that asks for one. */
export const keyVariable = 'OPENAI_API_KEY'

/** The key, where there is one. It is sent and nothing else: no message and no record has it. */
export function apiKey(): string | null {
  return process.env[keyVariable] || null
}

/** What the failures of an OpenAI-compatible server mean. */
export function openaiFaults(base: string): ServerFaults {
  return {
    connection: (error) =>
      new TransientError(`no server answers at ${base} (${causeOf(error)}); start it, or correct the model`, {
        kind: 'down',
        cause: error,
      }),
    status(status, body, headers) {
      const said = withoutKey(errorIn(body))
      const message = `${base} answered ${status}: ${said}`
      if (isPassing(status)) return passingFault(message, status, headers)
      if (status === 401 || status === 403) {
        return new InputError(`${message}; put the server's key into the environment variable ${keyVariable}`)
      }
      return tooLong(said) ?? new FailureError(message)
    },
    stream(error) {
      const said = withoutKey(causeOf(error))
      return tooLong(said) ?? new TransientError(`the answer of ${base} broke off: ${said}`, { cause: error })
    },
  }
}

function tooLong(said: string): FailureError | null {
  return /exceed\w*\b.*context|maximum context length/i.test(said) ? promptTooLong(null, null) : null
}

/** Some servers put the reason under `error`, some under `error.message`, some under `detail`. */
function errorIn(body: string): string {
  const found = /"(?:message|error|detail)"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body)?.[1]
  return (found === undefined ? body.trim() : String(JSON.parse(found))).slice(0, 300) || 'nothing'
}

/** Servers repeat a key that they do not accept. */
function withoutKey(text: string): string {
  const key = apiKey()
  return key === null ? text : text.replaceAll(key, '…')
}
