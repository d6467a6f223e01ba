import type { PageState } from './state.ts'
import type { Store } from './store.ts'
import { unpack } from './unpack.ts'

/** Unpacks the answers of the shown runs, and adds them to what is shown if it still is. */
export async function unpackAnswers({ cell }: PageState, store: Store<PageState>): Promise<void> {
  for (const { shown } of cell.ensembles) {
    if (shown === null || shown.answers.kind !== 'here') continue
    const answers = await unpack(shown.answers.packed)
    if (store.get().cell !== cell) return
    store.set({ answers: new Map([...store.get().answers, [shown, answers]]) })
  }
}
