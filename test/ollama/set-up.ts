import { join } from 'node:path'
import { ollamaAddress } from '../../src/adapters/ollama-address.ts'
import { ollamaStatus } from '../../src/adapters/ollama-status.ts'
import { loadModel, removeModel, smollm2Wrapping, tinyllamaWrapping } from './load-model.ts'
import { freePort, startServer } from './server.ts'

/**
 * Finds the server of the check: one that it starts itself where SILOTWIN_OLLAMA names an ollama program,
 * otherwise the one that OLLAMA_HOST names. Unless SILOTWIN_OLLAMA_MODEL names a model that is there, two small
 * ones are loaded into it and taken out again at the end.
 */
export async function setup(): Promise<() => Promise<void>> {
  const { SILOTWIN_OLLAMA: program, SILOTWIN_OLLAMA_MODEL: named } = process.env
  const own = program
    ? await startServer(program, join(process.env.TMPDIR ?? '', 'ollama'), await freePort(), 2)
    : null
  if (own !== null) process.env.OLLAMA_HOST = own.host
  const host = ollamaAddress(process.env.OLLAMA_HOST ?? null).replace(/^http:\/\//, '')
  const { server } = await ollamaStatus(host)
  if (server === null) {
    throw new Error(
      `no Ollama server answers at ${host}; set OLLAMA_HOST to where one listens, or SILOTWIN_OLLAMA to a program`,
    )
  }
  process.env.SILOTWIN_CHECKED_OLLAMA = host
  process.stdout.write(`Ollama ${server.version} at ${host}\n`)
  const models = named ? [] : ['silotwin-check-smollm2', 'silotwin-check-tinyllama']
  if (!named) {
    await loadModel(host, 'silotwin-check-smollm2', 'smollm2', smollm2Wrapping)
    await loadModel(host, 'silotwin-check-tinyllama', 'tinyllama', tinyllamaWrapping)
  }
  return async () => {
    for (const model of models) await removeModel(host, model)
    await own?.kill()
  }
}
