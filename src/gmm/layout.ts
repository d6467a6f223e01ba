/** The components that all agents share: K normal densities on the real line with one standard deviation. */
export interface Components {
  /** Means, in the unit of the line. */
  readonly means: Float64Array
  /** Standard deviation of every component. */
  readonly sigma: number
}

/** K means at 0, Δ, 2Δ, … on a line. */
export function lineLayout(components: number, spacing: number, sigma: number): Components {
  return { means: Float64Array.from({ length: components }, (_, a) => a * spacing), sigma }
}

/** Density of component a at a point. */
export function density(components: Components, a: number, point: number): number {
  const z = (point - components.means[a]) / components.sigma
  return Math.exp(-0.5 * z * z) / (components.sigma * Math.sqrt(2 * Math.PI))
}
