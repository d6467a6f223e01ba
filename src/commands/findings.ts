import { statfs } from 'node:fs/promises'
import { availableParallelism, freemem } from 'node:os'
import { dirname } from 'node:path'
import { ollamaStatus } from '../adapters/ollama-status.ts'
import { openEmbedder } from '../adapters/open-embedder.ts'
import { openaiStatus } from '../adapters/openai-status.ts'
import { softwareVersions } from '../adapters/provenance.ts'
import { defaultServing } from '../adapters/serving.ts'
import { messageOf } from '../core/errors.ts'
import { cacheFolder } from '../weights/cache-folder.ts'
import { listModels } from '../weights/models.ts'
import { plain } from './output.ts'

/** One thing that was looked at. */
export interface Finding {
  readonly what: string
  readonly works: boolean
  readonly found: string
  /** What to do where it does not work; null where there is nothing to do. */
  readonly remedy: string | null
}

/** The oldest server that silotwin is tried with. */
const oldestOllama = [0, 6, 5] as const

/** Everything that a run may need, as it is on this machine. */
export async function findings(): Promise<readonly Finding[]> {
  return [
    runtime(),
    machine(),
    await disk(),
    await inProcess(),
    ...(await weights()),
    ...(await embedder()),
    await ollama(),
    ...(await compatibleServers()),
  ]
}

function runtime(): Finding {
  const { silotwin, node } = softwareVersions()
  const works = isAtLeast(process.versions.node, [20, 19])
  return {
    what: 'runtime',
    works,
    found: `silotwin ${silotwin} on Node ${node}`,
    remedy: works ? null : 'install Node 20.19 or later',
  }
}

function machine(): Finding {
  const memory = freemem() / 2 ** 30
  const works = memory > 2
  return {
    what: 'machine',
    works,
    found: `${availableParallelism()} threads, ${memory.toFixed(1)} GiB of free memory`,
    remedy: works ? null : 'the embedded model needs about 2 GiB: close other programs',
  }
}

async function disk(): Promise<Finding> {
  const folder = cacheFolder()
  const room = (await roomAt(folder)) / 2 ** 30
  const works = room > 1
  return {
    what: 'cache',
    works,
    found: `${room.toFixed(1)} GiB free for weights and vectors in ${folder}`,
    remedy: works ? null : 'make room, or name another folder in SILOTWIN_CACHE',
  }
}

/** Bytes free at a place that need not be there yet. */
async function roomAt(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    const parent = dirname(folder)
    if (parent === folder) throw error
    return roomAt(parent)
  }
}

async function inProcess(): Promise<Finding> {
  const what = 'models in process (gguf:)'
  try {
    const { getLlama, getModuleVersion } = await import('node-llama-cpp')
    const llama = await getLlama({ gpu: false, build: 'never' })
    await llama.dispose()
    return { what, works: true, found: `node-llama-cpp ${await getModuleVersion()}`, remedy: null }
  } catch (error) {
    const remedy = 'install again on this platform, or take a model server: ollama:NAME, openai:URL#NAME'
    return { what, works: false, found: plain(messageOf(error)), remedy }
  }
}

async function weights(): Promise<readonly Finding[]> {
  return (await listModels()).map((model) => ({
    what: `weights ${model.name}`,
    works: model.present,
    found: model.present ? model.folder : 'not here',
    remedy: model.present
      ? null
      : `silotwin models pull ${model.name} (a run that needs it pulls it by itself)`,
  }))
}

/** Whether the default embedder embeds, where its weights are here. */
async function embedder(): Promise<readonly Finding[]> {
  const name = 'Xenova/all-MiniLM-L6-v2'
  const there = (await listModels()).some((model) => model.name === name && model.present)
  if (!there) return []
  const what = `embedder transformers:${name}`
  try {
    const opened = await openEmbedder(`transformers:${name}`, {
      serving: { ...defaultServing, embeddingCache: false },
    })
    const start = performance.now()
    const texts = Array.from({ length: 8 }, (_, i) => `The prettiest flower is the rose, number ${i}.`)
    const [{ length }] = await opened.embed(texts)
    const each = (performance.now() - start) / texts.length
    await opened.close()
    return [
      { what, works: true, found: `${length} dimensions, ${each.toFixed(1)} ms a sentence`, remedy: null },
    ]
  } catch (error) {
    return [{ what, works: false, found: plain(messageOf(error)), remedy: `silotwin models verify ${name}` }]
  }
}

async function ollama(): Promise<Finding> {
  const what = 'ollama'
  const { address, server } = await ollamaStatus()
  if (server === null) {
    const remedy = 'start it with "ollama serve", or name another address in OLLAMA_HOST'
    return { what, works: false, found: `no server at ${address}`, remedy }
  }
  const { version, models } = server
  const names = models.length > 0 ? models.map(plain).join(', ') : 'no model'
  const found = `server ${plain(version)} at ${address} with ${names}`
  if (!isAtLeast(version, oldestOllama)) {
    return {
      what,
      works: false,
      found,
      remedy: `update it: ${oldestOllama.join('.')} is the oldest supported`,
    }
  }
  const works = models.length > 0
  return { what, works, found, remedy: works ? null : 'silotwin models pull ollama:tinyllama' }
}

/** Only what is there: nobody needs one. */
async function compatibleServers(): Promise<readonly Finding[]> {
  return (await openaiStatus()).map(({ address, models }) => ({
    what: 'openai-compatible server',
    works: true,
    found: models.map((model) => plain(`openai:${address}#${model}`)).join(', ') || `no model at ${address}`,
    remedy: null,
  }))
}

/** Whether a version is that old or younger, by its first numbers. */
function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const numbers = version.replace(/^v/, '').split('.').map(Number.parseFloat)
  for (const [i, least] of oldest.entries()) {
    if (numbers[i] !== least) return !(numbers[i] < least)
  }
  return true
}
