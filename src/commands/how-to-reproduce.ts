import { type Design, isSystemName, resolveDesign } from '../design/design.ts'
import { fieldKey } from '../design/field-key.ts'
import { allFields } from '../design/fields.ts'
import { experimentAt } from '../experiment/experiment-folder.ts'
import { shellWord } from './command-line.ts'

/**
 * The command that makes the runs of a folder again, with every option that is not at its default; null for
 * folders that were not made by `run` or `pair` (a sweep has its file, an import its answers).
 */
export function howToReproduce(folder: string): string | null {
  const experiment = experimentAt(folder)
  if (experiment === null || (experiment.command !== 'run' && experiment.command !== 'pair')) return null
  const { command, designs, replicates } = experiment
  const flags = new Map<string, string>()
  // Where both systems have an option of one name, the flag speaks to the mixture.
  for (const design of designs.toSorted((a, b) => Number(b.system === 'llm') - Number(a.system === 'llm'))) {
    const { system } = design
    if (typeof system !== 'string' || !isSystemName(system)) return null
    const agents = Number(design.agents)
    const usual: Design = resolveDesign(system, { agents })
    for (const name of Object.keys(allFields)) {
      const value = design[fieldKey(name)]
      const isUsual = name !== 'agents' && value === usual[fieldKey(name) as keyof Design]
      if (value === undefined || value === null || isUsual) continue
      flags.set(name, shellWord(String(value)))
    }
  }
  if (replicates > 1) flags.set('replicates', String(replicates))
  const system = command === 'run' ? ` ${designs[0].system}` : ''
  const options = [...flags].map(([name, value]) => ` --${name} ${value}`).join('')
  return `silotwin ${command}${system}${options} --out NEW-FOLDER`
}
