import type { FigureTable } from '../../report/figures/figure.ts'
import { type ResponseSpace, responseSpace } from '../../report/figures/response-space.ts'
import { cellName } from '../../report/format.ts'
import { siloName } from '../../report/names.ts'
import type { StoredRun } from '../../trace/read-run.ts'
import { paperDrawing } from '../drawing.ts'
import type { MadeFigure, PaperFigure, PaperMaterial } from '../paper-figure.ts'
import { responseSpaces } from '../response-spaces.ts'
import { chooseSketch } from '../sketch-choice.ts'

/** Both figures need the answers of both, as they share one plane. */
function textsOf(answers: readonly StoredRun[]): readonly string[] {
  const choice = chooseSketch(answers)
  return choice === null ? [] : [...choice.before, ...choice.after].map(({ text }) => text)
}

function make(material: PaperMaterial, when: 'before' | 'after'): MadeFigure {
  const choice = chooseSketch(material.answers)
  if (choice === null) throw new RangeError('response space: got no run that ends in two silos, expected one')
  const space = responseSpaces(choice, material.vectors)[when]
  const path = choice.run.steps.map(({ silos }) => silos)
  const { design, replicate } = choice.run.header
  const title = when === 'before' ? 'Before polarization' : 'After polarization'
  return {
    drawings: [paperDrawing(null, { ...responseSpace, title }, space, material, [{ path }])],
    tables: new Map([['components', componentsTable(space)]]),
    checks: [],
    notes: [
      `Of the runs given that end in two silos, the one whose last change is latest: ${cellName(design)}, replicate ${replicate}. Its agents: the first of either silo, and the one that came last to the larger one. The paper does not say which run it shows.`,
      'A component is fitted to the answers that name one flower, of the three agents at both times, with a little variance added, as many answers are the same sentence; the weights are shares of an agent’s answers. Figures 8 and 9 are in one plane. The paper gives no numbers, so this shows the same kind of picture, not the same one.',
      `Embedded with ${material.embedder}; the paper has nomic-embed-text-v1.5.`,
    ],
  }
}

function componentsTable({ agents, components }: ResponseSpace): FigureTable {
  const rounded = (value: number) => Number(value.toFixed(6))
  return {
    columns: ['silo', 'name', 'agent', 'weight', 'mean_1', 'mean_2', 'var_1', 'cov_12', 'var_2'],
    rows: components.flatMap(({ silo, center, covariance, weights }) =>
      agents.map((agent, place) => [
        silo,
        siloName('llm', silo),
        agent,
        rounded(weights[place]),
        ...center.map(rounded),
        ...covariance.map(rounded),
      ]),
    ),
  }
}

const common = {
  replicates: { full: 1, quick: 1 },
  runs: [],
  answers: {
    kind: 'needed',
    lacks: (answers: readonly StoredRun[]) =>
      chooseSketch(answers) === null ? 'no run given ends in two silos' : null,
    texts: textsOf,
  },
} as const

export const figure8: PaperFigure = {
  ...common,
  id: 'fig8',
  label: 'Figure 8',
  title: 'Response space before polarization',
  setting:
    'Embedded answers of three agents of a language-model run, with the mixtures fitted to them, at its beginning.',
  make: (material) => make(material, 'before'),
}

export const figure9: PaperFigure = {
  ...common,
  id: 'fig9',
  label: 'Figure 9',
  title: 'Response space after polarization',
  setting: 'The same agents in the same plane at the end of the run.',
  make: (material) => make(material, 'after'),
}
