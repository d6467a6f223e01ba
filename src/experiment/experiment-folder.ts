import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { FailureError, InputError } from '../core/errors.ts'
import { isLocked } from '../storage/lock.ts'
import { unfinished, writeWhole } from '../storage/whole-file.ts'
import { withLock } from '../storage/with-lock.ts'

const experimentFile = 'experiment.json'
const lockFile = 'lock'

const experimentSchema = z.object({
  format: z.literal(1),
  command: z.string(),
  /**
   * The design of each system, or what was imported; of sweeps, the grids that were asked for so far, each
   * field with its value or list of values. Runs in the folder belong to one of them.
   */
  designs: z.array(z.record(z.string(), z.unknown())),
  replicates: z.int().min(1),
})
export type Experiment = z.infer<typeof experimentSchema>

/**
 * Takes a folder for an experiment, or finds it taken by the same one (with more or fewer replicates). A
 * folder of sweeps takes any further grid: its runs are named by their whole design, so those of another grid
 * either are the same runs or lie beside them.
 *
 * @param mayChange whether a field of a design may differ from the one that the folder was made with
 * @throws InputError where it holds something else; nothing is written then
 * @throws StorageError where it cannot be written to
 */
export async function claimFolder(
  folder: string,
  experiment: Omit<Experiment, 'format'>,
  mayChange: (field: string) => boolean = () => false,
): Promise<void> {
  const isClaimed = isDeepStrictEqual(claimed(folder, experiment, mayChange), experimentAt(folder))
  if (isClaimed && !isLocked(join(folder, lockFile))) return
  await withLock(join(folder, lockFile), async () => {
    // Another process may have claimed it for something else meanwhile.
    const wanted = claimed(folder, experiment, mayChange)
    writeWhole(join(folder, experimentFile), `${JSON.stringify(wanted, null, 2)}\n`)
  })
}

/**
 * What the folder is to say of itself once it is claimed.
 *
 * @throws InputError where it holds something else
 */
export function claimed(
  folder: string,
  { command, designs, replicates }: Omit<Experiment, 'format'>,
  mayChange: (field: string) => boolean = () => false,
): Experiment {
  const there = experimentAt(folder)
  if (there !== null) refuseOther(folder, there, { command, designs, replicates }, mayChange)
  else if (existsSync(folder) && readdirSync(folder).some((name) => !isOwn(name))) {
    throw new InputError(
      `${folder}: holds files but no ${experimentFile}; accepted: a new or empty folder, or one made by silotwin`,
    )
  }
  return {
    format: 1,
    command,
    designs: command === 'sweep' ? united(there?.designs ?? [], designs) : plain(designs),
    replicates: Math.max(replicates, there?.replicates ?? 0),
  }
}

/** What a process that was killed while it claimed a folder leaves there. */
function isOwn(name: string): boolean {
  return name === experimentFile + unfinished || name.startsWith(lockFile)
}

/** The experiment that a folder was made by; null where none was. */
export function experimentAt(folder: string): Experiment | null {
  const path = join(folder, experimentFile)
  return existsSync(path) ? readExperiment(path) : null
}

function united(there: Experiment['designs'], asked: Experiment['designs']): Experiment['designs'] {
  const isNew = plain(asked).filter((grid) => !there.some((other) => isDeepStrictEqual(other, grid)))
  return [...there, ...isNew]
}

/** As they come back from a file. */
function plain(designs: Experiment['designs']): Experiment['designs'] {
  return JSON.parse(JSON.stringify(designs))
}

function readExperiment(path: string): Experiment {
  try {
    return experimentSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new FailureError(`${path}: damaged; choose another folder`, { cause: error })
  }
}

function refuseOther(
  folder: string,
  there: Experiment,
  asked: Omit<Experiment, 'format'>,
  mayChange: (field: string) => boolean,
): void {
  const differences: string[] = []
  if (there.command !== asked.command)
    differences.push(`command ${there.command} there, ${asked.command} asked`)
  const fixed = asked.command === 'sweep' ? [] : asked.designs
  for (const [i, wanted] of fixed.entries()) {
    const found = there.designs[i] ?? {}
    for (const field of new Set([...Object.keys(found), ...Object.keys(wanted)])) {
      if (isDeepStrictEqual(found[field], wanted[field]) || mayChange(field)) continue
      differences.push(
        `${field} ${JSON.stringify(found[field])} there, ${JSON.stringify(wanted[field])} asked`,
      )
    }
  }
  if (asked.command !== 'sweep' && there.designs.length !== asked.designs.length) {
    differences.push(`${there.designs.length} systems there, ${asked.designs.length} asked`)
  }
  if (differences.length === 0) return
  throw new InputError(
    `${folder}: holds another design: ${[...new Set(differences)].join('; ')}. Accepted: the same design, or another --out`,
  )
}
