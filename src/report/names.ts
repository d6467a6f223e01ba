import { flowers } from '../llm/flowers.ts'

export { systemName, systemRank } from '../core/system-names.ts'

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
