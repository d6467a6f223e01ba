import { experimentAt } from '../experiment/experiment-folder.ts'
import { jobsOf, parseGrid } from '../experiment/grid.ts'
import { runIdentity } from '../experiment/run-identity.ts'

/**
 * How many runs the experiment of a folder asks for; null where that is not known (a folder that no experiment
 * was made in, or one of imported answers).
 */
export function expectedRuns(folder: string): number | null {
  const experiment = experimentAt(folder)
  if (experiment === null) return null
  const { command, designs, replicates } = experiment
  switch (command) {
    case 'run':
    case 'pair':
      return designs.length * replicates
    case 'sweep': {
      // JSON is YAML; several grids may share runs.
      const grids = designs.map((given) => parseGrid(JSON.stringify({ ...given, replicates }), folder))
      const jobs = grids.flatMap(jobsOf)
      return new Set(jobs.map(({ design, replicate }) => runIdentity(design, replicate))).size
    }
    default:
      return null
  }
}
