import { FailureError, InputError } from '../core/errors.ts'
import { faultOfConnection, faultOfStatus, faultOfStream } from './ollama-faults.ts'
import { TransientError } from './transient-error.ts'

/** How long a call may take. */
export interface CallLimits {
  /** Seconds without a byte. */
  readonly idleSeconds: number
  /** Seconds in all. */
  readonly totalSeconds: number
}

/** What a call is made to, and what ends it early. */
export interface CallTarget {
  readonly address: string
  readonly model: string
  /** Aborted, with its reason, when the model is closed. */
  readonly closing: AbortSignal
  /** Whether the silence before the first byte does not count: a server is silent while it loads a model. */
  readonly patientStart: boolean
}

/**
 * Does some work with a fetch that is watched: it carries a signal that fires after too long a silence, too
 * long a time in all, or when the target closes, and it turns error answers into typed errors. The client
 * library's own abort does not reach calls that are not streamed, and it prints some error answers.
 *
 * @throws TransientError for silence, refused and broken connections, and busy servers
 * @throws FailureError | InputError for what would fail again
 */
export async function watched<T>(
  target: CallTarget,
  limits: CallLimits,
  work: (watchedFetch: typeof fetch) => Promise<T>,
): Promise<T> {
  const { address, model, closing } = target
  const { idleSeconds, totalSeconds } = limits
  const stopper = new AbortController()
  const signal = AbortSignal.any([stopper.signal, closing])
  const total = setTimeout(() => {
    const remedy = 'lower --concurrency if the server has fewer slots, or ask for shorter answers'
    stopper.abort(new FailureError(`${address} took more than ${totalSeconds} s for one call; ${remedy}`))
  }, totalSeconds * 1000)
  let idle: NodeJS.Timeout | undefined
  const heard = () => {
    clearTimeout(idle)
    idle = setTimeout(() => {
      stopper.abort(new TransientError(`${address} was silent for ${idleSeconds} s in the middle of a call`))
    }, idleSeconds * 1000)
  }

  async function watchedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    if (!target.patientStart) heard()
    const response = await fetch(input, { ...init, signal }).catch((error) => {
      throw faultOfConnection(address, error)
    })
    heard()
    if (!response.ok) throw faultOfStatus(address, model, response.status, await response.text())
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
    throw fault instanceof FailureError || fault instanceof InputError ? fault : faultOfStream(address, error)
  } finally {
    clearTimeout(total)
    clearTimeout(idle)
    // The client library leaves the end of a stream unread; this lets its connection go.
    stopper.abort()
  }
}
