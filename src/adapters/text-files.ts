import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { badInput } from '../core/errors.ts'
import type { Components } from '../gmm/components.ts'
import { parseCustomLayout } from '../gmm/custom-layout.ts'
import { type Corpus, parseCorpus } from '../llm/corpus.ts'
import { type Prompt, parsePrompt } from '../llm/prompt.ts'
import { parseReply, type ReplyTemplate } from '../llm/template.ts'

/** A text file that went into a run, and its hash. */
export interface Loaded<T> {
  readonly value: T
  readonly sha256: string
}

/** Loads a prompt: a name of the shipped ones, or a path. */
export function loadPrompt(reference: string): Loaded<Prompt> {
  return load('prompt', reference, 'prompts', '.md', parsePrompt)
}

/** Loads what a partner is asked with: a name of the shipped ones, or a path. */
export function loadReply(reference: string): Loaded<ReplyTemplate> {
  return load('reply-prompt', reference, 'prompts/replies', '.md', parseReply)
}

/** Loads a corpus: a name of the shipped ones, or a path. */
export function loadCorpus(reference: string): Loaded<Corpus> {
  return load('corpus', reference, 'corpora', '.yaml', parseCorpus)
}

function load<T>(
  field: string,
  reference: string,
  shippedFolder: string,
  ending: string,
  parse: (content: string, path: string) => T,
): Loaded<T> {
  const folder = fileURLToPath(new URL(`../../${shippedFolder}/`, import.meta.url))
  const shipped = readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
  const path = shipped.includes(reference + ending) ? folder + reference + ending : reference
  if (!existsSync(path)) {
    const names = shipped.map((name) => name.slice(0, -ending.length))
    throw badInput(field, reference, `${names.join(', ')}, or the path of a file`)
  }
  return read(path, (content) => parse(content, path))
}

/** Loads the components of layout `custom`. */
export function loadComponents(path: string, sigma: number): Loaded<Components> {
  if (!existsSync(path)) throw badInput('components', path, 'the path of a YAML file')
  return read(path, (content) => parseCustomLayout(content, path, sigma))
}

function read<T>(path: string, parse: (content: string) => T): Loaded<T> {
  const content = readFileSync(path, 'utf8')
  return { value: parse(content), sha256: createHash('sha256').update(content).digest('hex') }
}
