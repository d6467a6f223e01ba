import { flowers } from '../llm/flowers.ts'

const systems: Readonly<Record<string, string>> = {
  llm: 'language model',
  gmm: 'Gaussian mixture',
  voter: 'voter model',
  'noisy-voter': 'noisy voter model',
  chain: 'Markov chain',
}

/** What a system is called in a sentence. */
export function systemName(system: string): string {
  return Object.hasOwn(systems, system) ? systems[system] : system
}

/** Where a system stands among others: first the language model, beside it its twin, then the baselines. */
export function systemRank(system: string): number {
  const rank = Object.keys(systems).indexOf(system)
  return rank < 0 ? Object.keys(systems).length : rank
}

/** What a silo is called: the flower of a language model, else the number of the component. */
export function siloName(system: string, silo: number | null): string {
  if (silo === null) return system === 'llm' ? 'no flower' : 'none'
  return system === 'llm' && silo < flowers.length ? flowers[silo] : String(silo)
}

/** The same in a sentence, where a bare number would not do. */
export function siloInWords(system: string, silo: number | null): string {
  const name = siloName(system, silo)
  return /^\d+$/.test(name) ? `silo ${name}` : name
}
