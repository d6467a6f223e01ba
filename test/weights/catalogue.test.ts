import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from '../../src/storage/with-lock.ts'
import { cacheFolder } from '../../src/weights/cache-folder.ts'
import { catalogue, modelNamed } from '../../src/weights/catalogue.ts'
import { knownHash, rememberHash, sha256 } from '../../src/weights/file-hash.ts'
import { listModels } from '../../src/weights/models.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'silotwin-cache-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('catalogue', () => {
  it('names every file by a whole hash, and every entry that a package source must hold', () => {
    for (const { name, files, sources } of catalogue) {
      // The hub alone has nomic's, so there the commit is named as well.
      if (!name.startsWith('nomic-ai/')) expect(sources.length).toBeGreaterThan(1)
      else expect(sources).toMatchObject([{ kind: 'hub', revision: expect.stringMatching(/^[0-9a-f]{40}$/) }])
      for (const { path, sha256: hash } of files) {
        expect(hash).toMatch(/^[0-9a-f]{64}$/)
        for (const source of sources) if (source.kind !== 'hub') expect(source.entries).toHaveProperty([path])
      }
    }
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length)
  })

  it('names the models there are when asked for another', () => {
    expect(() => modelNamed('gpt')).toThrow('model: got "gpt", accepted: tinyllama, smollm2, Xenova/')
  })

  it('lists what is there by its length, without reading it', async () => {
    const before = await listModels(folder)
    expect(before.map(({ present }) => present)).toEqual(catalogue.map(() => false))
    expect(before[0]).toMatchObject({ name: 'tinyllama', licence: 'Apache-2.0', bytes: 322_591_712 })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('cacheFolder', () => {
  it('is the one asked for, then the platform’s', () => {
    expect(cacheFolder({ SILOTWIN_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a')
    if (process.platform === 'win32') return
    expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe(join('/b', 'silotwin'))
    expect(cacheFolder({})).toMatch(/[/\\]\.cache[/\\]silotwin$/)
  })
})

describe('knownHash', () => {
  it('follows the content, and reads it again only when the file has changed', async () => {
    const path = join(folder, 'file')
    await writeFile(path, 'rose')
    expect(await knownHash(folder, path)).toBe(sha256('rose'))
    await writeFile(path, 'tulip')
    expect(await knownHash(folder, path)).toBe(sha256('tulip'))
    await rememberHash(folder, path, 'as noted')
    expect(await knownHash(folder, path)).toBe('as noted')
  })

  it('reads a file whose note is torn', async () => {
    const path = join(folder, 'file')
    await writeFile(path, 'rose')
    await rememberHash(folder, path, 'as noted')
    const [note] = await readdir(join(folder, 'hashes'))
    await writeFile(join(folder, 'hashes', note), '{"bytes": 4')
    expect(await knownHash(folder, path)).toBe(sha256('rose'))
  })
})

describe('withLock', () => {
  it('lets one in at a time and leaves nothing behind', async () => {
    const lock = join(folder, 'lock')
    let inside = 0
    let most = 0
    const action = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside--
    }
    await Promise.all([1, 2, 3].map(() => withLock(lock, action)))
    expect(most).toBe(1)
    await expect(stat(lock)).rejects.toThrow(/ENOENT/)
  })

  it('is freed by an action that throws', async () => {
    const lock = join(folder, 'lock')
    const failing = withLock(lock, () => Promise.reject(new Error('no luck')))
    await expect(failing).rejects.toThrow('no luck')
    expect(await withLock(lock, async () => 'in')).toBe('in')
  })

  it('outlives a holder that died', async () => {
    const lock = join(folder, 'lock')
    await writeFile(lock, '')
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(lock, longAgo, longAgo)
    expect(await withLock(lock, async () => 'in')).toBe('in')
  })
})
