import { normalQuantile } from '../core/normal-quantile.ts'
import type { TimeTo } from '../core/silo-path.ts'
import { requireProbability } from './moments.ts'

/** The survival curve just after one time at which events happened. */
export interface SurvivalStep {
  readonly time: number
  /** Items without event or censoring before this time. */
  readonly atRisk: number
  readonly events: number
  /** Estimated share without event up to and at this time. */
  readonly survival: number
  /** Greenwood's (1926); null where nothing survives: the formula has no value there. */
  readonly variance: number | null
  /** Interval on the log(-log) scale (Kalbfleisch and Prentice 1980), within [0, 1]; null with the variance. */
  readonly interval: readonly [number, number] | null
}

export interface SurvivalCurve {
  readonly size: number
  readonly events: number
  /** Items whose event was not seen. */
  readonly censored: number
  /** The last time of an event or of a censoring; null for no items. */
  readonly lastTime: number | null
  /** Times of events, ascending; before the first, survival is 1. */
  readonly steps: readonly SurvivalStep[]
  /** The first time at which at most half survive; null where more than half survive to the end. */
  readonly median: number | null
}

/**
 * The product-limit estimate (Kaplan and Meier 1958) of the share that has had no event yet. An item censored at
 * a time is at risk at that time: "not by 80" comes after "at 80".
 *
 * @param level confidence level of the pointwise intervals
 * @throws RangeError for a time that is negative or not finite, or a level outside (0, 1)
 */
export function kaplanMeier(times: readonly TimeTo[], level: number): SurvivalCurve {
  requireProbability('confidence level', level)
  const z = normalQuantile((1 + level) / 2)
  const steps: SurvivalStep[] = []
  let survival = 1
  let hazards = 0
  for (const { time, atRisk, events } of riskTable(times)) {
    survival = events === atRisk ? 0 : survival * (1 - events / atRisk)
    hazards += events === atRisk ? 0 : events / (atRisk * (atRisk - events))
    const variance = survival === 0 ? null : survival ** 2 * hazards
    const interval = survival === 0 ? null : logLogInterval(survival, hazards, z)
    steps.push({ time, atRisk, events, survival, variance, interval })
  }
  const events = times.filter((time) => 'at' in time).length
  return {
    size: times.length,
    events,
    censored: times.length - events,
    lastTime: times.length === 0 ? null : Math.max(...times.map(timeOf)),
    steps,
    median: steps.find((step) => step.survival <= 0.5 + rounding)?.time ?? null,
  }
}

/** A product of shares that should be one half may miss it by this much. */
const rounding = 1e-12

/** Items at risk and events at each time with an event, ascending. @throws RangeError for an impossible time */
export function riskTable(times: readonly TimeTo[]) {
  for (const time of times.map(timeOf)) {
    if (!(time >= 0 && Number.isFinite(time))) {
      throw new RangeError(`survival: got time ${time}, expected 0 or more and finite`)
    }
  }
  const eventTimes = times.flatMap((time) => ('at' in time ? [time.at] : []))
  return [...new Set(eventTimes)]
    .sort((a, b) => a - b)
    .map((time) => ({
      time,
      atRisk: times.filter((other) => timeOf(other) >= time).length,
      events: eventTimes.filter((other) => other === time).length,
    }))
}

/** The time of an event or of its censoring. */
export const timeOf = (time: TimeTo): number => ('at' in time ? time.at : time.notBy)

function logLogInterval(survival: number, hazards: number, z: number): readonly [number, number] {
  const width = (z * Math.sqrt(hazards)) / Math.abs(Math.log(survival))
  return [survival ** Math.exp(width), survival ** Math.exp(-width)]
}
