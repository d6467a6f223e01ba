import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { FailureError } from '../core/errors.ts'
import { reasonOf } from './download.ts'
import { request } from './request.ts'

/** A package of a registry, at one version. */
export interface PackageVersion {
  readonly name: string
  readonly version: string
}

/** The address of the hub: HF_ENDPOINT where set. */
export function hubBase(): string {
  return withoutSlash(process.env.HF_ENDPOINT || 'https://huggingface.co')
}

/**
 * Where the archive of an npm package lies, as the registry says that npm itself uses.
 *
 * @throws FailureError with the reason in a few words
 */
export async function npmArchive(wanted: PackageVersion, signal?: AbortSignal): Promise<string> {
  const base = await npmRegistry()
  const document = z.object({
    versions: z.record(z.string(), z.object({ dist: z.object({ tarball: z.string() }) })),
  })
  const answer = await askRegistry(
    `${base}/${wanted.name.replace('/', '%2f')}`,
    'application/json',
    15,
    signal,
  )
  const known = document.safeParse(json(answer.body))
  const address = known.success ? known.data.versions[wanted.version]?.dist.tarball : undefined
  if (address === undefined) throw new FailureError(`the registry has no version ${wanted.version}`)
  return address
}

/**
 * Where the source archive of a Python package lies, by the index that pip uses (PIP_INDEX_URL).
 *
 * @throws FailureError with the reason in a few words
 */
export async function pypiArchive(wanted: PackageVersion, signal?: AbortSignal): Promise<string> {
  const base = withoutSlash(process.env.PIP_INDEX_URL || 'https://pypi.org/simple')
  const page = await askRegistry(`${base}/${wanted.name}/`, 'text/html', 15, signal)
  const file = `${wanted.name.replaceAll('-', '_')}-${wanted.version}.tar.gz`
  // The simple index (PEP 503) is a page of links whose last path segment is the file's name.
  for (const [, link] of page.body.matchAll(/href="([^"]+)"/g)) {
    const address = new URL(link.replaceAll('&amp;', '&'), page.url)
    address.hash = ''
    if (address.pathname.endsWith(`/${file}`)) return address.href
  }
  throw new FailureError(`the index has no ${file}`)
}

/** The registry that npm uses: from its environment, the user's .npmrc, or else the public one. */
async function npmRegistry(): Promise<string> {
  const { npm_config_registry, NPM_CONFIG_REGISTRY, NPM_CONFIG_USERCONFIG } = process.env
  const inEnvironment = npm_config_registry || NPM_CONFIG_REGISTRY
  if (inEnvironment) return withoutSlash(inEnvironment)
  const file = NPM_CONFIG_USERCONFIG || join(homedir(), '.npmrc')
  const settings = await readFile(file, 'utf8').catch(() => '')
  const inFile = /^\s*registry\s*=\s*"?([^"\s]+)/m.exec(settings)?.[1]
  return withoutSlash(inFile ?? 'https://registry.npmjs.org')
}

/**
 * The answer of a registry, and the address that it came from in the end.
 *
 * @param seconds in which it must have come
 * @throws FailureError with the reason in a few words
 */
export async function askRegistry(
  address: string,
  accept: string,
  seconds = 15,
  signal?: AbortSignal,
): Promise<{ readonly body: string; readonly url: string }> {
  const deadline = AbortSignal.timeout(seconds * 1000)
  const both = signal === undefined ? deadline : AbortSignal.any([deadline, signal])
  try {
    const response = await request(address, { accept }, both)
    if (!response.ok) throw new FailureError(`the registry answered ${response.status}`)
    return { body: await response.text(), url: response.url }
  } catch (error) {
    signal?.throwIfAborted()
    throw new FailureError(reasonOf(error))
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new FailureError('the registry answered with something else than JSON')
  }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}
