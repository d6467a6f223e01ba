import type { LoadedCell } from './loaded-cell.ts'
import { Reading } from './reading.tsx'
import { focusOf, ownTime, type PageState } from './state.ts'
import { type Store, useStore } from './store.ts'

/** The agents of a cell, one of which can be followed, and what is to be read of it. */
export function Agents({ store }: { store: Store<PageState> }) {
  const state = useStore(store)
  const { cell } = state
  const { time, agent } = focusOf(state)
  return (
    <section class="following" aria-label="Agents">
      <fieldset class="agents">
        <legend>Agent to follow</legend>
        <Chip store={store} agent={null} chosen={state.agent} pointedAt={null} silos={[]} />
        {Array.from({ length: cell.agents }, (_, i) => (
          <Chip
            key={i}
            store={store}
            agent={i}
            chosen={state.agent}
            pointedAt={agent}
            silos={silosOf(cell, i, time)}
          />
        ))}
      </fieldset>
      <div class="readings">
        {cell.ensembles.map((ensemble) => (
          <Reading
            key={ensemble.series.key}
            ensemble={ensemble}
            answers={ensemble.shown === null ? null : (state.answers.get(ensemble.shown) ?? null)}
            time={time}
            agent={agent}
          />
        ))}
      </div>
    </section>
  )
}

/** The silo of an agent in each system; undefined where there is no such agent or time. */
function silosOf({ ensembles }: LoadedCell, agent: number, time: number) {
  return ensembles.map(({ shown, pace }) => {
    const t = shown === null ? null : ownTime(shown, pace, time)
    return shown === null || t === null ? undefined : shown.path[t][agent]
  })
}

interface ChipProps {
  readonly store: Store<PageState>
  /** null: none. */
  readonly agent: number | null
  readonly chosen: number | null
  readonly pointedAt: number | null
  readonly silos: readonly (number | null | undefined)[]
}

/** One agent: its number, and below it the color of its silo in each system. */
function Chip({ store, agent, chosen, pointedAt, silos }: ChipProps) {
  const point = (hover: PageState['hover']) => () => store.set({ hover })
  const here = agent !== null && pointedAt === agent
  return (
    <label
      class={here ? 'agent here' : 'agent'}
      onMouseEnter={point(agent === null ? null : { agent })}
      onMouseLeave={point(null)}
    >
      <input
        type="radio"
        name="agent"
        checked={chosen === agent}
        onChange={() => store.set({ agent, hover: null })}
      />
      <span class="name">{agent === null ? 'none' : agent}</span>
      <span class="marks" aria-hidden="true">
        {silos.map((silo, place) => (
          <i
            key={place}
            style={`background:${silo === undefined ? 'none' : silo === null ? 'var(--none)' : `var(--silo-${silo})`}`}
          />
        ))}
      </span>
    </label>
  )
}
