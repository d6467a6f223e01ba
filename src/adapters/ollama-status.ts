import { Ollama } from 'ollama'
import { ollamaAddress } from './ollama-address.ts'

/** What an Ollama server says of itself; null where none answers. */
export interface OllamaStatus {
  readonly address: string
  readonly server: { readonly version: string; readonly models: readonly string[] } | null
}

/** Asks the server that OLLAMA_HOST names (or the usual one), with little patience. */
export async function ollamaStatus(
  host: string | null = process.env.OLLAMA_HOST ?? null,
): Promise<OllamaStatus> {
  const address = ollamaAddress(host)
  const hurried: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(3000) })
  const client = new Ollama({ host: address, fetch: hurried })
  try {
    const [{ version }, { models }] = await Promise.all([client.version(), client.list()])
    return { address, server: { version, models: models.map((model) => model.name) } }
  } catch {
    // Whatever the reason, the answer to "is a server there" is no.
    return { address, server: null }
  }
}
