import { badInput } from '../core/errors.ts'
import { ollamaAddress } from './ollama-address.ts'

/** A model of an Ollama server. */
export interface OllamaReference {
  /** The base address of the server. */
  readonly address: string
  /** NAME[:TAG], as the server takes it. */
  readonly model: string
}

/** What a reference to a model of an Ollama server looks like. */
export const ollamaForm = 'ollama:[ADDRESS#]NAME[:TAG]'

/**
 * Reads `ollama:NAME[:TAG]`, on the server that OLLAMA_HOST names, or `ollama:ADDRESS#NAME[:TAG]`.
 *
 * @param field the option that the reference was given for
 * @param host what stands in for OLLAMA_HOST
 * @throws InputError where it is of another form
 */
export function ollamaReference(
  field: string,
  reference: string,
  host: string | null = process.env.OLLAMA_HOST ?? null,
): OllamaReference {
  const parts = /^ollama:(?:([^#\s]+)#)?([^#\s]+)$/.exec(reference)
  if (parts === null) throw badInput(field, reference, ollamaForm)
  const [, address, model] = parts
  return { address: ollamaAddress(address ?? host), model }
}
