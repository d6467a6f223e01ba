import { holm } from '../statistics/holm.ts'

/** A comparison that waits for the p of the metrics beside it. */
export interface Pending<Result> {
  readonly p: number | null
  /** @param adjustedP null where the metric is not among those that decide */
  readonly conclude: (adjustedP: number | null) => Result
}

type Concluded<Metrics> = {
  readonly [Name in keyof Metrics]: Metrics[Name] extends Pending<infer R> ? R : never
}

/** Adjusts the p of the primary metrics for each other (Holm 1979) and concludes all of them. */
export function concludeTogether<Metrics extends Readonly<Record<string, Pending<unknown>>>>(
  metrics: Metrics,
  primary: readonly string[],
): Concluded<Metrics> {
  const names = Object.keys(metrics)
  const deciding = names.filter((name) => primary.includes(name))
  const adjusted = holm(deciding.map((name) => metrics[name].p))
  const results = names.map((name) => {
    const place = deciding.indexOf(name)
    return [name, metrics[name].conclude(place < 0 ? null : adjusted[place])]
  })
  return Object.fromEntries(results) as Concluded<Metrics>
}
