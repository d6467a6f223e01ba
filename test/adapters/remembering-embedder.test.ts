import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { hashEmbedder, hashVector } from '../../src/adapters/hash-embedder.ts'
import { rememberingEmbedder } from '../../src/adapters/remembering-embedder.ts'
import { vectorStore } from '../../src/adapters/vector-store.ts'
import type { Embedder } from '../../src/llm/embedder.ts'
import { describeEmbedder } from '../contracts/embedder.ts'

let folder: string
let notices: string[]
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'silotwin-vectors-')), 'of-one-embedder')
  notices = []
})

const store = () => vectorStore(folder, (message) => notices.push(message))

/** The files of a store. */
function files(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Counts the texts that really were embedded. */
function counting(): Embedder & { readonly texts: string[] } {
  const texts: string[] = []
  const inner = hashEmbedder()
  return {
    ...inner,
    texts,
    embed(asked) {
      texts.push(...asked)
      return inner.embed(asked)
    },
  }
}

describeEmbedder('hash, remembered', async () => rememberingEmbedder(hashEmbedder(), null))
describeEmbedder('hash, kept', async () =>
  rememberingEmbedder(
    hashEmbedder(),
    vectorStore(join(tmpdir(), `silotwin-kept-${process.pid}`), () => {}),
  ),
)

describe('rememberingEmbedder', () => {
  it('embeds each distinct text once, however it is asked for', async () => {
    const inner = counting()
    const embedder = rememberingEmbedder(inner, null)
    const [together, again] = await Promise.all([
      embedder.embed(['rose', 'tulip', 'rose']),
      embedder.embed(['tulip', 'lily']),
    ])
    await embedder.embed(['lily', 'rose'])
    expect(inner.texts).toEqual(['rose', 'tulip', 'lily'])
    expect(together[2]).toBe(together[0])
    expect(again[0]).toBe(together[1])
  })

  it('gives the bytes that the embedder gives, from memory, from disk and anew', async () => {
    const texts = ['rose', '', '花 🌹', 'x'.repeat(5000)]
    const plain = await hashEmbedder().embed(texts)
    const first = await rememberingEmbedder(hashEmbedder(), store()).embed(texts)
    const inner = counting()
    const second = await rememberingEmbedder(inner, store()).embed(texts)
    expect(inner.texts).toEqual([])
    for (const vectors of [first, second]) {
      expect(vectors.map((vector) => Buffer.from(vector.buffer).toString('hex'))).toEqual(
        plain.map((vector) => Buffer.from(vector.buffer).toString('hex')),
      )
    }
  })

  it('asks again for what failed', async () => {
    let broken = true
    const inner: Embedder = {
      ...hashEmbedder(),
      embed: async (texts) => {
        if (broken) throw new Error('broken')
        return texts.map(hashVector)
      },
    }
    const embedder = rememberingEmbedder(inner, store())
    await expect(embedder.embed(['rose', 'tulip'])).rejects.toThrow('broken')
    broken = false
    expect(await embedder.embed(['rose'])).toEqual([hashVector('rose')])
  })

  it('keeps its memory small: what it forgot, the store has', async () => {
    const inner = counting()
    const embedder = rememberingEmbedder(inner, store())
    for (let start = 0; start < 6000; start += 500) {
      await embedder.embed(Array.from({ length: 500 }, (_, i) => `rose ${start + i}`))
    }
    expect(await embedder.embed(['rose 0'])).toEqual([hashVector('rose 0')])
    expect(inner.texts).toHaveLength(6000)
  })
})

describe('vectorStore', () => {
  const damages: Readonly<Record<string, (path: string) => void>> = {
    'cut short': (path) => truncateSync(path, 100),
    empty: (path) => truncateSync(path, 0),
    'altered in one bit': (path) => {
      const bytes = readFileSync(path)
      bytes[17] ^= 1
      writeFileSync(path, bytes)
    },
    "another text's": (path) => {
      const [other] = files().filter((file) => file !== path)
      writeFileSync(path, readFileSync(other))
    },
  }

  it.each(Object.keys(damages))('notices a file that is %s, and makes it again', async (name) => {
    await rememberingEmbedder(hashEmbedder(), store()).embed(['rose'])
    const [path] = files()
    const whole = readFileSync(path)
    await rememberingEmbedder(hashEmbedder(), store()).embed(['tulip'])
    damages[name](path)
    expect(await store().get('rose')).toBeNull()
    expect(await rememberingEmbedder(hashEmbedder(), store()).embed(['rose'])).toEqual([hashVector('rose')])
    expect(readFileSync(path)).toEqual(whole)
  })

  it('says once that it cannot be written to, and the vectors are there all the same', async () => {
    writeFileSync(folder, 'a file where the folder should be')
    const embedder = rememberingEmbedder(hashEmbedder(), store())
    expect(await embedder.embed(['rose', 'tulip'])).toEqual([hashVector('rose'), hashVector('tulip')])
    await embedder.embed(['lily'])
    expect(notices).toHaveLength(1)
    expect(notices[0]).toContain(`vectors cannot be kept in ${folder}`)
  })

  it('is shared by processes, killed ones among them', { timeout: 60_000 }, async () => {
    const adapters = new URL('../../dist/adapters/', import.meta.url)
    const script = `
      const { vectorStore } = await import(${JSON.stringify(new URL('vector-store.js', adapters).href)})
      const { hashVector } = await import(${JSON.stringify(new URL('hash-embedder.js', adapters).href)})
      const store = vectorStore(process.argv[1], (message) => { console.error(message); process.exit(1) })
      for (let i = 0; i < Number(process.argv[2]); i++) {
        const found = await store.get('text ' + i)
        if (found === null) await store.put('text ' + i, hashVector('text ' + i))
        else if (Buffer.compare(Buffer.from(found.buffer), Buffer.from(hashVector('text ' + i).buffer)) !== 0)
          process.exit(2)
      }`
    const start = (texts: number) =>
      spawn(process.execPath, ['--input-type=module', '-e', script, folder, `${texts}`], { stdio: 'inherit' })
    const ended = (child: ReturnType<typeof start>) =>
      new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
    const [one, two, victim] = [start(1500), start(1500), start(1_000_000)]
    const ends = [one, two, victim].map(ended)
    setTimeout(() => victim.kill('SIGKILL'), 400)
    expect(await Promise.all(ends)).toEqual([0, 0, null])
    const kept = store()
    for (let i = 0; i < 1500; i++) expect(await kept.get(`text ${i}`)).toEqual(hashVector(`text ${i}`))
  })
})
