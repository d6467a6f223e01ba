/** Something that a careful referee would look for, and what was found. */
export interface Finding {
  readonly id:
    | 'mirroring-rescales-time'
    | 'sign-of-effect-differs'
    | 'replicates-dependent'
    | 'baseline-closer'
    | 'reading-changes-conclusion'
  /** Label of the ensemble it is about; null where it is about several. */
  readonly about: string | null
  readonly sentence: string
  /** The numbers behind the sentence. */
  readonly evidence: Readonly<Record<string, unknown>>
}
