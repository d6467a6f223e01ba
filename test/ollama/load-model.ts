import { openAsBlob } from 'node:fs'
import { cacheFolder, pathOf } from '../../src/weights/cache-folder.ts'
import { modelNamed } from '../../src/weights/catalogue.ts'
import { silotwin } from '../cli/silotwin.ts'

/** What is said of a model besides its weights. */
interface Wrapping {
  readonly template: string
  readonly system?: string
  readonly stop: string
}

/** The old form of a template, for one exchange. */
export const tinyllamaWrapping: Wrapping = {
  template:
    '{{ if .System }}<|system|>\n{{ .System }}</s>\n{{ end }}<|user|>\n{{ .Prompt }}</s>\n<|assistant|>\n',
  stop: '</s>',
}

/** The newer form, for a list of messages. */
export const smollm2Wrapping: Wrapping = {
  template:
    '{{ if .System }}<|im_start|>system\n{{ .System }}<|im_end|>\n{{ end }}' +
    '{{ range .Messages }}<|im_start|>{{ .Role }}\n{{ .Content }}<|im_end|>\n{{ end }}<|im_start|>assistant\n',
  system: 'You are a helpful AI assistant named SmolLM, trained by Hugging Face',
  stop: '<|im_end|>',
}

/** A template that has a place for thoughts, as those of thinking models do. */
export const thinkingWrapping: Wrapping = {
  template:
    '{{ range .Messages }}<|im_start|>{{ .Role }}\n' +
    '{{ if .Thinking }}<think>{{ .Thinking }}</think>{{ end }}{{ .Content }}<|im_end|>\n{{ end }}' +
    '<|im_start|>assistant\n',
  stop: '<|im_end|>',
}

/** Makes a model on a server from weights of the catalogue, as `ollama create` does from a Modelfile. */
export async function loadModel(
  host: string,
  name: string,
  weights: string,
  wrapping: Wrapping,
): Promise<void> {
  const model = modelNamed(weights)
  const [file] = model.files
  const pulled = await silotwin('models', 'pull', weights)
  if (pulled.code !== 0) throw new Error(pulled.err)

  const digest = `sha256:${file.sha256}`
  const blob = `http://${host}/api/blobs/${digest}`
  if (!(await fetch(blob, { method: 'HEAD' })).ok) {
    await answered(
      await fetch(blob, { method: 'POST', body: await openAsBlob(pathOf(cacheFolder(), model, file)) }),
    )
  }
  const { template, system, stop } = wrapping
  // More threads than a busy machine has idle processors wait for each other without end.
  const parameters = { stop: [stop], num_thread: 1 }
  const request = {
    model: name,
    files: { [file.path]: digest },
    template,
    system,
    parameters,
  }
  const body = JSON.stringify({ ...request, stream: false })
  await answered(await fetch(`http://${host}/api/create`, { method: 'POST', body }))
}

/** Takes a model from a server again. */
export async function removeModel(host: string, name: string): Promise<void> {
  await answered(
    await fetch(`http://${host}/api/delete`, { method: 'DELETE', body: JSON.stringify({ model: name }) }),
  )
}

async function answered(response: Response): Promise<void> {
  const text = await response.text()
  if (!response.ok || /"error"/.test(text)) throw new Error(`${response.url}: ${response.status} ${text}`)
}
