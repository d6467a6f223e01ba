import { counts } from './figures/counts.ts'
import type { Figure } from './figures/figure.ts'
import { membership } from './figures/membership.ts'
import { sizes } from './figures/sizes.ts'
import { stability } from './figures/stability.ts'

/** The figures of a cell, in the order of the page. */
export const figures: readonly Figure[] = [membership, sizes, counts, stability]
