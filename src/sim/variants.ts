/**
 * What partners exchange. `ask`: the asker puts something to its partner, which replies to it (Algorithm 1 of
 * Wang et al. 2025); `copy`: the partner sends what it expresses anyway, unasked.
 */
export type Protocol = 'ask' | 'copy'

/** Which element of a memory a new one replaces: the one farthest from it, the oldest, or the youngest. */
export type MemoryRule = 'farthest' | 'oldest' | 'newest'
