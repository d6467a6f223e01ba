import { useEffect, useState } from 'preact/hooks'

/** A value that others watch. */
export interface Store<State> {
  readonly get: () => State
  /** Changes parts of the value and tells everyone. */
  readonly set: (change: Partial<State>) => void
  /** @returns a function that ends it */
  readonly watch: (listener: () => void) => () => void
}

export function newStore<State extends object>(first: State): Store<State> {
  let state = first
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set(change) {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The value of a store in a component, which is drawn anew with every change. */
export function useStore<State>(store: Store<State>): State {
  const [state, setState] = useState(store.get)
  useEffect(() => store.watch(() => setState(store.get)), [store])
  return state
}
