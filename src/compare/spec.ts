import { z } from 'zod'

/** Metrics that decide. */
export const primaryNames = ['finalSiloCount', 'restrictedMeanConvergence', 'trajectory'] as const
export type PrimaryName = (typeof primaryNames)[number]

const margin = z.number().positive()

/** What is declared before two ensembles are compared; a section `comparison` of a design or sweep file. */
export const comparisonSpecSchema = z
  .strictObject({
    /** Confidence level of all intervals. */
    level: z.number().gt(0).lt(1).default(0.95),
    /** Error rate of tests and of equivalence. */
    alpha: z.number().gt(0).lt(0.5).default(0.05),
    /** Bootstrap resamples. */
    resamples: z.int().min(100).max(100_000).default(1000),
    /** Random permutations, where not all can be looked at. */
    permutations: z.int().min(100).max(1_000_000).default(4999),
    /** Root of all random draws of the comparison. */
    seed: z.int().min(0).default(1),
    /** The last time that is looked at; null for the last one that all runs of a cell reach. */
    horizon: z.int().min(1).nullable().default(null),
    /** Steps over which the final pattern of a run is judged. */
    window: z.int().min(1).default(10),
    primary: z
      .array(z.enum(primaryNames))
      .min(1)
      .readonly()
      .default([...primaryNames]),
    /**
     * Differences that count as none, in the units of the metric; not given: what two runs of the
     * reference differ by on average. */
    margins: z
      .strictObject({
        finalSiloCount: margin.optional(),
        restrictedMeanConvergence: margin.optional(),
        trajectory: margin.optional(),
      })
      .readonly()
      .default({}),
    /**
     * How the primary metrics of a cell are adjusted for each other: `holm` for any dependence, or `max-t`
     * (Westfall and Young) by permutations they share, with curves by their mean over time; paired runs by `holm`.
     */
    adjustment: z.enum(['holm', 'max-t']).default('holm'),
    /** Factors from 1/x to x count as one clock. */
    clockMargin: z.number().gt(1).default(1.25),
  })
  .readonly()

export type ComparisonSpec = z.output<typeof comparisonSpecSchema>
export type ComparisonSpecInput = z.input<typeof comparisonSpecSchema>

export const defaultSpec: ComparisonSpec = comparisonSpecSchema.parse({})
