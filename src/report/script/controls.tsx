import { cellName } from '../format.ts'
import { replicatesOf } from './loaded-cell.ts'
import { siloCountSentence } from './readings.ts'
import { focusOf, lastTime, type PageState } from './state.ts'
import { type Store, useStore } from './store.ts'

/** What the controls can choose from, and how. */
export interface ControlsProps {
  readonly store: Store<PageState>
  readonly cells: readonly { readonly id: string; readonly mirror: number; readonly neighbors: number }[]
  readonly onCell: (id: string) => void
  readonly onReplicate: (replicate: number | null) => void
  readonly onRescaled: (rescaled: boolean) => void
}

/** The controls of the page: cell, replicate, time and clock. */
export function Controls({ store, cells, onCell, onReplicate, onRescaled }: ControlsProps) {
  const state = useStore(store)
  const { loaded, cell, replicate, rescaled } = state
  const replicates = replicatesOf(loaded)
  return (
    <form class="controls" aria-label="What is shown" onSubmit={(event) => event.preventDefault()}>
      {cells.length < 2 ? null : (
        <label>
          Cell
          <select value={loaded.id} onChange={(event) => onCell(event.currentTarget.value)}>
            {cells.map((one) => (
              <option value={one.id} key={one.id}>
                {cellName(one)}
              </option>
            ))}
          </select>
        </label>
      )}
      {replicates.length < 2 ? null : (
        <label>
          Replicate
          <select
            value={replicate ?? ''}
            onChange={(event) => onReplicate(numberOrNone(event.currentTarget.value))}
          >
            {replicate === null ? <option value="">first of each</option> : null}
            {replicates.map((one) => (
              <option value={one} key={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      )}
      <TimeSlider store={store} />
      {cell.rescaledPaces === null ? null : (
        <fieldset class="clock">
          <legend>Clock</legend>
          {[false, true].map((value) => (
            <label key={String(value)}>
              <input
                type="radio"
                name="clock"
                checked={rescaled === value}
                onChange={() => onRescaled(value)}
              />
              {value ? 'rescaled' : 'raw'}
            </label>
          ))}
        </fieldset>
      )}
    </form>
  )
}

function TimeSlider({ store }: { store: Store<PageState> }) {
  const state = useStore(store)
  const { time } = focusOf(state)
  return (
    <div class="time">
      <label for="shown-time">Time</label>
      <input
        id="shown-time"
        type="range"
        min={0}
        max={lastTime(state.cell)}
        step={1}
        value={time}
        aria-valuetext={`t = ${time}. ${siloCountSentence(state.cell, time)}`}
        onInput={(event) => store.set({ time: Number(event.currentTarget.value), hover: null })}
      />
      <output for="shown-time">t = {time}</output>
    </div>
  )
}

function numberOrNone(value: string): number | null {
  return value === '' ? null : Number(value)
}
