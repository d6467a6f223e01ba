/** The component at which an agent starts: its own; with fewer components than agents they begin again. */
export function startingComponent(agent: number, count: number): number {
  return agent % count
}
