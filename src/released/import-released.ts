import { join } from 'node:path'
import { type FlowerReader, flowerReader } from '../llm/flowers.ts'
import { writeRun } from '../trace/write-run.ts'
import type { ReleasedRun } from './read-released.ts'

/** What was run, as far as the papers and the released code say. */
const releasedDesign = {
  system: 'llm',
  preset: 'released',
  protocol: 'copy',
  order: 'synchronous',
  model: 'LLaMA-2-7B-Chat',
  embedder: 'nomic-ai/nomic-embed-text-v1.5',
  temperature: 0.75,
  topP: 1,
  maxTokens: 500,
  context: 2048,
  memory: 5,
  seed: null,
} as const

/** Writes released answers as runs of system `llm`; whom each agent listened to is not known. */
export function importReleased(runs: readonly ReleasedRun[], reader: FlowerReader, folder: string): string[] {
  const readFlower = flowerReader(reader)
  return runs.map(({ mirror, neighbors, replicate, answers, files }) => {
    const run = `llm-p${mirror}-k${neighbors}-rep${String(replicate).padStart(3, '0')}-released`
    const design = {
      ...releasedDesign,
      agents: answers[0].length,
      steps: answers.length - 1,
      mirror,
      neighbors,
      reader,
    }
    const provenance = { source: 'answers released by the authors', inputs: { files } }
    const writer = writeRun(join(folder, run), { run, design, replicate, provenance }, null, 'buffer')
    for (const [t, texts] of answers.entries()) {
      writer.append({
        t,
        silos: texts.map(readFlower),
        partners: null,
        answers: texts.map((text) => ({ attempts: [{ text }] })),
      })
    }
    writer.complete(null)
    writer.close()
    return run
  })
}
