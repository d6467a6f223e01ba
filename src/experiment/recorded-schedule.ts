import type { Schedule } from '../core/schedule.ts'
import type { StoredTrace } from '../trace/stored-trace.ts'

/**
 * The schedule of a run that goes on: at the times that are stored everyone listens to the partner on record, which
 * needs no distances; afterwards to whom the schedule says.
 */
export function recordedSchedule(schedule: Schedule, stored: StoredTrace): Schedule {
  let t = 0
  return {
    next(order) {
      const drawn = schedule.next(order)
      const partners = stored.at(t++)?.step.partners ?? null
      if (partners === null) return drawn
      return {
        ...drawn,
        partner: (agent, distances) => partners[agent] ?? drawn.partner(agent, distances),
        partnerUnseen: (agent) => partners[agent] ?? drawn.partnerUnseen(agent),
      }
    },
  }
}
