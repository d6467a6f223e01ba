import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashEmbedder } from '../../src/adapters/hash-embedder.ts'
import { limitedModel } from '../../src/adapters/limited-model.ts'
import { resumedModel } from '../../src/adapters/recorded-model.ts'
import { scriptedModel } from '../../src/adapters/scripted-model.ts'
import { loadCorpus, loadPrompt, loadReply } from '../../src/adapters/text-files.ts'
import { type LlmDesign, resolveDesign } from '../../src/design/design.ts'
import type { DesignInput } from '../../src/design/fields.ts'
import { runIdentity } from '../../src/experiment/run-identity.ts'
import { type ReplicateJob, runReplicate } from '../../src/experiment/run-replicate.ts'
import type { Embedder } from '../../src/llm/embedder.ts'
import type { CallKey, LanguageModel, ModelCall } from '../../src/llm/language-model.ts'
import { type LlmParts, llmSystem } from '../../src/llm/llm-system.ts'

/** A small design: every sixth answer or so is off-format, and asked again. */
export function smallDesign(changes: DesignInput = {}): LlmDesign {
  return resolveDesign('llm', { agents: 5, steps: 5, neighbors: 2, mirror: 0.3, retries: 2, ...changes })
}

/** The parts of a design's system, with a scripted model unless another is given. */
export function partsOf(design: LlmDesign, changes: Partial<LlmParts> = {}): LlmParts {
  return {
    model: scriptedModel('scripted:copy:0.7:0.15'),
    embedder: hashEmbedder(),
    prompt: loadPrompt(design.prompt).value,
    reply: design.protocol === 'ask' ? loadReply(design.replyPrompt).value : null,
    corpus: loadCorpus(design.corpus).value,
    ...changes,
  }
}

/** The same model, which takes a while that is different for each call, and keeps a list of the calls. */
export function slowed(model: LanguageModel, calls: ModelCall[], jitter: number): LanguageModel {
  return {
    ...model,
    async complete(call) {
      calls.push(call)
      await pause((call.seed * jitter) % 3)
      return model.complete(call)
    },
  }
}

/** The same embedder, whose vectors come after a while. */
export function slowEmbedder(embedder: Embedder, jitter: number): Embedder {
  return {
    ...embedder,
    async embed(texts) {
      await pause((texts.join().length * jitter) % 3)
      return embedder.embed(texts)
    },
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** What a run left behind. */
export interface MadeRun {
  readonly folder: string
  readonly trace: string
  /** The calls in the order in which they reached the model. */
  readonly calls: readonly CallKey[]
  /** What was put to the model, call by call. */
  readonly prompts: readonly string[]
  /** The same calls whole. */
  readonly asked: readonly ModelCall[]
}

/** Runs a design in a folder, or what is missing there. */
export async function makeRun(
  design: LlmDesign,
  { concurrency = 1, jitter = 1, parent = mkdtempSync(join(tmpdir(), 'silotwin-')) } = {},
): Promise<MadeRun> {
  const calls: ModelCall[] = []
  const model = limitedModel(slowed(scriptedModel('scripted:copy:0.7:0.15'), calls, jitter), concurrency)
  const embedder = slowEmbedder(hashEmbedder(), jitter)
  const job: ReplicateJob = {
    design,
    replicate: 0,
    provenance: {},
    pace: concurrency > 1 ? 'ahead' : 'in-step',
    system: (stored) =>
      llmSystem(
        design,
        0,
        partsOf(design, { embedder, model: stored === null ? model : resumedModel(model, stored) }),
      ),
  }
  await runReplicate(job, {
    folder: parent,
    trace: true,
    allowMixed: false,
    now: () => new Date(),
    onStep: () => {},
    stop: { aborted: false },
  })
  const folder = join(parent, runIdentity(design, 0))
  return {
    folder,
    trace: readFileSync(join(folder, 'trace.jsonl'), 'utf8'),
    calls: calls.map(({ key }) => key),
    prompts: calls.map(({ prompt }) => prompt),
    asked: calls,
  }
}
