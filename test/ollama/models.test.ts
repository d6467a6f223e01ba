import { describe, expect, it } from 'vitest'
import { openOllama } from '../../src/adapters/ollama.ts'
import { ollamaAddress } from '../../src/adapters/ollama-address.ts'
import { sampling } from '../adapters/ollama-set-up.ts'
import { newFolder } from '../cli/silotwin.ts'
import { start } from '../cli/started.ts'
import { callFor } from '../contracts/language-model.ts'
import { host, ownModels } from './checked.ts'
import { loadModel, removeModel, thinkingWrapping } from './load-model.ts'

const missing = 'silotwin-check-none'
const design = ['run', 'llm', '--agents', '3', '--steps', '1', '--embedder', 'hash']

describe('models of a real server', () => {
  it('says exactly how to fetch a model that is not there', async () => {
    const ended = await start([...design, '--model', `ollama:${host}#${missing}`, '--out', newFolder()]).ended
    const address = ollamaAddress(host)
    const remedy = address === ollamaAddress(null) ? '' : `OLLAMA_HOST=${address} `
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain(`the Ollama server at ${address} has no model "${missing}"`)
    expect(ended.err).toContain(`fetch it with --pull, or with: ${remedy}ollama pull ${missing}\n`)
  })

  it('says what happened where the server cannot fetch it', async () => {
    const model = `ollama:${host}#${missing}`
    const ended = await start([...design, '--model', model, '--pull', '--out', newFolder()]).ended
    // The registry has no such model, or cannot be reached from there.
    expect([1, 2]).toContain(ended.code)
    expect(ended.err).toMatch(/model of the server's registry|could not be pulled: .{10}/)
  })

  it.skipIf(!ownModels)('asks a thinking model not to think', async (context) => {
    const name = 'silotwin-check-thinking'
    await loadModel(host, name, 'smollm2', thinkingWrapping)
    try {
      const { capabilities } = await (
        await fetch(`http://${host}/api/show`, { method: 'POST', body: JSON.stringify({ model: name }) })
      ).json()
      if (!capabilities.includes('thinking')) context.skip('the server is too old for models that think')
      const model = await openOllama(`ollama:${host}#${name}`, sampling)
      expect(model.identity.details.think).toBe('false')
      const { text } = await model.complete(callFor(0))
      expect(text).not.toBe('')
      expect(text).not.toContain('<think>')
      await model.close()
    } finally {
      await removeModel(host, name)
    }
  })
})
