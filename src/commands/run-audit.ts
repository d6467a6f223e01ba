import { warmedModel } from '../adapters/warmed-model.ts'
import { type AskedAgain, type Audit, auditOf, meansSilo } from '../audit/audit.ts'
import { type RebuiltCall, rebuildCalls } from '../audit/replay.ts'
import { groupBy } from '../core/group-by.ts'
import { scheduleOf } from '../core/schedule.ts'
import { recordedSchedule } from '../experiment/recorded-schedule.ts'
import { faultOf } from '../llm/ask-model.ts'
import { flowerReader } from '../llm/flowers.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import { siloOf } from '../llm/llm-agent.ts'
import { llmSystem, questionsOf } from '../llm/llm-system.ts'
import type { Prompt } from '../llm/prompt.ts'
import { type AuditedRun, type ChosenCalls, chosenCalls } from './audited-runs.ts'
import { type Backends, modelKey } from './backends.ts'
import { loadTexts } from './llm-texts.ts'
import { startProgress } from './progress.ts'
import { refuseOtherInputs } from './same-inputs.ts'
import { warmUpCall } from './workshop.ts'

/**
 * Asks a sample of recorded calls again. Before and after, the model is looked up: it must be the one that the runs
 * were made with, and so must prompts, corpus and embedder.
 *
 * @param sample how many calls
 * @throws FailureError where something is another by now, or a prompt cannot be rebuilt as it was recorded
 */
export async function runAudit(
  runs: readonly AuditedRun[],
  { sample, seed }: { readonly sample: number; readonly seed: number },
  backends: Backends,
): Promise<Audit> {
  const { total, chosen } = chosenCalls(runs, sample, seed)
  const progress = startProgress('audit', Math.min(sample, total), 'calls')
  const asked: AskedAgain[] = []
  let done = 0
  const onCall = () => progress.update(++done)
  try {
    for (const some of groupBy(chosen, ({ run }) => modelKey(run.design)).values()) {
      const model = await checkedModel(some, backends)
      for (const calls of some) asked.push(...(await askAgain(calls, model, backends, onCall)))
      await checkedModel(some, backends)
    }
  } finally {
    progress.stop()
  }
  return auditOf(asked, total)
}

/** The model of some runs of one model, once it is certain that it is the one they were made with. */
async function checkedModel(some: readonly ChosenCalls[], backends: Backends): Promise<LanguageModel> {
  const [first] = some
  const model = await backends.model(first.run.design)
  for (const { run } of some) refuseOtherInputs(run, model, await backends.embedder(run.design))
  return model
}

async function askAgain(
  { run, wanted, until }: ChosenCalls,
  model: LanguageModel,
  backends: Backends,
  onCall: () => void,
): Promise<AskedAgain[]> {
  const { design, trace, from } = run
  const { header } = trace
  const { replicate } = header
  const texts = loadTexts(design)
  const prompt = texts.prompt.value
  const parts = {
    embedder: await backends.embedder(design),
    prompt,
    reply: texts.reply?.value ?? null,
    corpus: texts.corpus.value,
  }
  const drawn = scheduleOf(design, replicate)
  const rebuilt = await rebuildCalls({
    trace,
    design,
    schedule: header.mixed === undefined ? drawn : recordedSchedule(drawn, trace),
    system: (replayed) => llmSystem(design, replicate, { ...parts, model: replayed }),
    from,
    wanted,
    until,
  })
  const strict = backends.mode === 'strict'
  const asked = strict ? warmedModel(model, warmUpCall(design, replicate, prompt)) : model
  return Promise.all(
    rebuilt.map(async (one) => {
      const again = await asked.complete(one.call)
      onCall()
      return comparedWith(run, prompt, one, again.text, again.finish)
    }),
  )
}

function comparedWith(
  { design, trace }: AuditedRun,
  prompt: Prompt,
  { call: { key, seed }, said }: RebuiltCall,
  text: string,
  finish: 'stop' | 'length' | 'refused',
): AskedAgain {
  const question = questionsOf(design, prompt)[key.question]
  const read = flowerReader(design.reader)
  const meaning = (words: string, end: typeof finish) =>
    meansSilo(key) ? siloOf(words, faultOf({ text: words, finish: end }, question), read) : null
  return {
    run: trace.header.run,
    ...key,
    seed,
    recorded: { text: said.text, silo: meaning(said.text, said.finish ?? 'stop') },
    again: { text, silo: meaning(text, finish) },
  }
}
