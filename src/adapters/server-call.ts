import { FailureError, InputError } from '../core/errors.ts'
import { TransientError } from './transient-error.ts'

/** How long a call may take. */
export interface CallLimits {
  /** Seconds without a byte. */
  readonly idleSeconds: number
  /** Seconds without a first byte while the server may be loading the model. */
  readonly loadSeconds: number
  /** Seconds in all. */
  readonly totalSeconds: number
}

export const defaultLimits: CallLimits = { idleSeconds: 120, loadSeconds: 300, totalSeconds: 600 }

/** What the failures of a server mean. */
export interface ServerFaults {
  /** Nobody listens there, or the connection broke before any answer. */
  connection(error: unknown): FailureError
  /** An answer with a status of 400 or more. */
  status(status: number, body: string, headers: Headers): FailureError | InputError
  /** A failure in the middle of an answer. */
  stream(error: unknown): FailureError
}

/** What a call is made to, and what ends it early. */
export interface CallTarget {
  readonly address: string
  readonly fetch: typeof fetch
  readonly faults: ServerFaults
  /** Aborted, with its reason, when the model is closed. */
  readonly closing: AbortSignal
  /** Whether the server may have to load the model first: it is silent meanwhile. */
  readonly mayLoad: boolean
}

/** Nobody sees it; made once, as the reason that an abort makes for itself costs more than all the rest of it. */
const over = new FailureError('the call is over')

/**
 * Does some work with a fetch that is watched: it carries a signal that fires after too long a silence, too
 * long a time in all, or when the target closes, and it turns error answers into typed errors. (The client
 * library of Ollama prints some error answers, and its own abort does not reach calls that are not streamed.)
 *
 * @throws TransientError for silence, refused and broken connections, and busy servers
 * @throws FailureError | InputError for what would fail again
 */
export async function watched<T>(
  target: CallTarget,
  limits: CallLimits,
  work: (watchedFetch: typeof fetch) => Promise<T>,
): Promise<T> {
  const { address, faults, closing, mayLoad } = target
  const { idleSeconds, loadSeconds, totalSeconds } = limits
  const stopper = new AbortController()
  const { signal } = stopper
  const onClose = () => stopper.abort(closing.reason)
  if (closing.aborted) onClose()
  else closing.addEventListener('abort', onClose, { once: true })

  const total = setTimeout(() => {
    const remedy = 'lower --concurrency if the server has fewer slots, ask for shorter answers, or allow more'
    stopper.abort(
      new FailureError(
        `${address} took more than ${totalSeconds} s for one call (--total-timeout); ${remedy}`,
      ),
    )
  }, totalSeconds * 1000)
  let silence: NodeJS.Timeout | undefined
  const listen = (seconds: number, option: string) => {
    clearTimeout(silence)
    silence = setTimeout(() => {
      stopper.abort(new TransientError(`${address} was silent for ${seconds} s of a call (${option})`))
    }, seconds * 1000)
  }
  const heard = () => listen(idleSeconds, '--idle-timeout')

  async function watchedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    if (mayLoad) listen(Math.max(loadSeconds, idleSeconds), '--load-timeout')
    else heard()
    const response = await target.fetch(input, { ...init, signal }).catch((error) => {
      throw faults.connection(error)
    })
    heard()
    if (!response.ok) throw faults.status(response.status, await response.text(), response.headers)
    const listening = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        heard()
        controller.enqueue(chunk)
      },
    })
    return new Response(response.body?.pipeThrough(listening), response)
  }

  try {
    return await work(watchedFetch)
  } catch (error) {
    const fault = signal.aborted ? signal.reason : error
    throw fault instanceof FailureError || fault instanceof InputError ? fault : faults.stream(error)
  } finally {
    clearTimeout(total)
    clearTimeout(silence)
    closing.removeEventListener('abort', onClose)
    // A client may leave the end of a stream unread; this lets its connection go.
    stopper.abort(over)
  }
}

/** Statuses that a later try may not meet again: a time-out, a conflict, too many requests, a server's fault. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500
}

/** What a passing status means: 503 and 429 say to come back, the others that one answer went wrong. */
export function passingFault(message: string, status: number, headers: Headers): TransientError {
  const down = status === 503 || status === 429 || status === 502 || status === 504
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return new TransientError(message, {
    kind: down ? 'down' : 'broken',
    retryAfter: seconds >= 0 ? seconds : null,
  })
}

/** fetch says only "fetch failed"; the reason is in its cause, or in the causes of that. */
export function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0])
  if (error instanceof Error && error.cause !== undefined && error.cause !== null) return causeOf(error.cause)
  return error instanceof Error ? error.message : String(error)
}
