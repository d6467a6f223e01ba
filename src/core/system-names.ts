/** The systems in the order in which they stand side by side: language model, its twin, then the baselines. */
const systems: Readonly<Record<string, string>> = {
  llm: 'language model',
  gmm: 'Gaussian mixture',
  voter: 'voter model',
  'noisy-voter': 'noisy voter model',
  chain: 'Markov chain',
}

/** What a system is called in a sentence; one that is not known, by its own name. */
export function systemName(system: string): string {
  return Object.hasOwn(systems, system) ? systems[system] : system
}

/** Where a system stands among others. */
export function systemRank(system: string): number {
  const rank = Object.keys(systems).indexOf(system)
  return rank < 0 ? Object.keys(systems).length : rank
}
