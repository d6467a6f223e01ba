/**
 * Asks for a URL. A user and password in it, as addresses of private package indexes often carry, go into the
 * header where they belong: fetch refuses them, and would print them in its message.
 */
export async function request(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  const url = new URL(address)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const authorization: Record<string, string> =
    login === ':' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` }
  return fetch(url, { headers: { ...headers, ...authorization }, signal })
}
