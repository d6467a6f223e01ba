import { badInput } from '../core/errors.ts'

/** A model of an OpenAI-compatible server. */
export interface OpenaiReference {
  /** Where its /chat/completions lies, without a final slash. */
  readonly base: string
  /** The same without /v1: where a server's own endpoints lie. */
  readonly root: string
  readonly model: string
}

export const openaiForm = 'openai:URL#NAME'

/**
 * Reads `openai:URL#NAME`. Where the URL has no path, that of OpenAI is meant, /v1.
 *
 * @throws InputError where it is of another form
 */
export function openaiReference(reference: string): OpenaiReference {
  const parts = /^openai:(https?:\/\/[^#\s]+)#(\S+)$/.exec(reference)
  const [, address = '', model = ''] = parts ?? []
  if (parts === null || !URL.canParse(address)) throw badInput('model', reference, openaiForm)
  const url = new URL(address)
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    throw badInput('model', `openai:${url.origin}…`, `${openaiForm} without user name, password or query`)
  }
  const path = url.pathname.replace(/\/+$/, '')
  const base = `${url.origin}${path === '' ? '/v1' : path}`
  return { base, root: base.replace(/\/v1$/, ''), model }
}
