import type { Trouble } from '../adapters/retrying-model.ts'
import { logTransport } from '../trace/transport-log.ts'

/** What the calls of the run under way meet on their way. */
export interface TransportLog {
  /** Names the folder of the run that is under way; null: nothing is kept of it. */
  into(folder: string | null): void
  /** Keeps a trouble; one that comes before the first run is of none. */
  add(trouble: Trouble): void
}

export function transportLog(): TransportLog {
  let runFolder: string | null = null
  return {
    into(folder) {
      runFolder = folder
    },
    add(trouble) {
      if (runFolder !== null) logTransport(runFolder, new Date(), eventOf(trouble))
    },
  }
}

/** A trouble as the log of a run keeps it. */
function eventOf(trouble: Trouble): Readonly<Record<string, unknown>> {
  const { kind, call, failures } = trouble
  const common = { kind, ...call, failures }
  if (trouble.kind === 'passed') return { ...common, seconds: Number(trouble.seconds.toFixed(3)) }
  return { ...common, trouble: trouble.fault.kind, message: trouble.fault.message }
}
