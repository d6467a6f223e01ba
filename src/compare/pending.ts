/** A comparison that waits for the p of the metrics beside it. */
export interface Pending<Result> {
  readonly p: number | null
  /** @param adjustedP null where the metric is not among those that decide */
  readonly conclude: (adjustedP: number | null) => Result
}

type Concluded<Metrics> = {
  readonly [Name in keyof Metrics]: Metrics[Name] extends Pending<infer R> ? R : never
}

/** Concludes all metrics with the p of those that decide adjusted for each other. */
export function concludeTogether<Metrics extends Readonly<Record<string, Pending<unknown>>>>(
  metrics: Metrics,
  adjustedP: ReadonlyMap<string, number | null>,
): Concluded<Metrics> {
  const results = Object.entries(metrics).map(([name, pending]) => [
    name,
    pending.conclude(adjustedP.get(name) ?? null),
  ])
  return Object.fromEntries(results) as Concluded<Metrics>
}
