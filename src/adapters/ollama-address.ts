import { badInput } from '../core/errors.ts'

/** Where an Ollama server listens unless it is told otherwise. */
export const defaultOllamaAddress = 'http://127.0.0.1:11434'

/**
 * The base address of an Ollama server, without a final slash. Takes the forms of OLLAMA_HOST:
 * `host`, `host:port`, `:port`, `[ipv6]:port`, or a whole http or https address. The address that means
 * "listen everywhere" to a server means this machine to a client.
 *
 * @param host null or nothing in it: the default address
 * @throws InputError where it is no such address
 */
export function ollamaAddress(host: string | null): string {
  const given = host?.trim() ?? ''
  if (given === '') return defaultOllamaAddress
  const hasScheme = given.includes('://')
  const full = hasScheme ? given : `http://${given.startsWith(':') ? `127.0.0.1${given}` : given}`
  if (!URL.canParse(full)) throw badAddress(given)
  const url = new URL(full)
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') throw badAddress(given)
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') url.hostname = '127.0.0.1'
  // Without a scheme a missing port is Ollama's own; URL also hides a port 80 that was given.
  if (!hasScheme && url.port === '' && !/:80\/?$/.test(given)) url.port = '11434'
  return `${url.protocol}//${url.host}${url.pathname}`.replace(/\/+$/, '')
}

function badAddress(given: string) {
  return badInput('OLLAMA_HOST', given, 'host:port, or an address with http:// or https:// and no user name')
}
