import { render } from 'preact'
import type { PageData } from '../page-data.ts'
import { siloColors } from '../silo-colors.ts'
import { Agents } from './agents.tsx'
import { Controls, type ControlsProps } from './controls.tsx'
import { redraw } from './drawing.tsx'
import { addFigureTools } from './figure-tools.ts'
import { cellLoader } from './loaded-cell.ts'
import { drawOverlays, pointedAt, type TimePanel, timePanels } from './overlay.ts'
import { makeSortable } from './sort-tables.ts'
import { type Choice, drawnReplicate, focusOf, type PageState, stateOf } from './state.ts'
import { newStore } from './store.ts'
import { unpackAnswers } from './unpack-answers.ts'

/** Brings the page to life: one cell at a time, with any of its replicates, at any time. */
export async function startPage(data: PageData): Promise<void> {
  makeSortable(document)
  if (data.cells.length === 0) return
  const load = cellLoader(data)
  const tools = { document, colors: siloColors(data.silos) }
  const sections = new Map(
    [...document.querySelectorAll<HTMLElement>('[data-cell]')].map((section) => [
      section.dataset.cell ?? '',
      section,
    ]),
  )
  const isCell = (id: string) => sections.has(id)
  const first = isCell(location.hash.slice(1)) ? location.hash.slice(1) : data.cells[0].id
  showSection(first)
  const loaded = await load(first)
  const store = newStore<PageState>(
    stateOf({
      loaded,
      replicate: drawnReplicate(loaded),
      rescaled: false,
      time: 0,
      agent: null,
      hover: null,
    }),
  )
  let panels: readonly TimePanel[] = []

  /** Shows only the section of one cell, with the agents after its first figure. */
  function showSection(id: string): void {
    for (const [cell, section] of sections) section.hidden = cell !== id
  }
  const mount = document.createElement('div')
  mount.className = 'agents-mount'
  const sectionOf = (state: PageState) => sections.get(state.loaded.id)

  /** Shows what was chosen; figures are drawn anew where they show something else. */
  function choose(change: Partial<Choice>): void {
    const before = store.get()
    const after = stateOf({ ...before, ...change })
    const section = sectionOf(after)
    if (section === undefined) return
    showSection(after.loaded.id)
    section.querySelector('[data-figure=membership]')?.after(mount)
    redraw(section, after.cell, tools)
    for (const row of section.querySelectorAll<HTMLElement>('tr[data-replicate]'))
      row.ariaCurrent = row.dataset.replicate === String(after.replicate) ? 'true' : null
    panels = timePanels(section, after.cell)
    for (const panel of panels) watchPointer(panel)
    store.set(after)
    void unpackAnswers(after, store)
  }
  async function chooseCell(id: string): Promise<void> {
    showSection(id)
    const cell = await load(id)
    const { replicate } = store.get()
    const there = cell.ensembles.some(({ runs }) => runs.some((run) => run.metrics.replicate === replicate))
    choose({ loaded: cell, replicate: there ? replicate : drawnReplicate(cell) })
  }
  function watchPointer(panel: TimePanel): void {
    panel.svg.addEventListener('pointermove', (event) =>
      store.set({ hover: pointedAt(panel, store.get().cell, event) }),
    )
    panel.svg.addEventListener('pointerleave', () => store.set({ hover: null }))
    panel.svg.addEventListener('click', (event) => {
      const at = pointedAt(panel, store.get().cell, event)
      if (at !== null) store.set({ time: at.time, agent: at.agent ?? store.get().agent, hover: null })
    })
  }

  store.watch(() => drawOverlays(panels, store.get().cell, focusOf(store.get())))
  const controls = document.createElement('div')
  controls.className = 'controls-mount'
  document.querySelector('.cells')?.prepend(controls)
  const on: Omit<ControlsProps, 'store'> = {
    cells: data.cells,
    onCell: (id) => {
      history.replaceState(null, '', `#${id}`)
      void chooseCell(id)
    },
    onReplicate: (replicate) => choose({ replicate }),
    onRescaled: (rescaled) => choose({ rescaled }),
  }
  render(<Controls store={store} {...on} />, controls)
  render(<Agents store={store} />, mount)
  addFigureTools(
    document,
    {
      compared: data.compared,
      cell: () => store.get().cell,
      grid: async () => ({ cells: await Promise.all(data.cells.map(({ id }) => load(id))) }),
    },
    tools,
  )
  // A link to a cell shows it before it leads there.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null
    const id = link?.getAttribute('href')?.slice(1) ?? ''
    if (isCell(id)) void chooseCell(id)
  })
  addEventListener('hashchange', () => {
    if (isCell(location.hash.slice(1))) void chooseCell(location.hash.slice(1))
  })
  document.documentElement.classList.add('scripted')
  choose({})
}
