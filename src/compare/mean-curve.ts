/** One value a time; null where there is none. */
export type Series = readonly (number | null)[]

/** The mean at each time over the chosen curves that have a value there; null where none has. */
export function meanCurve(curves: readonly Series[], places?: ArrayLike<number>): Series {
  const chosen = places === undefined ? curves : Array.from(places, (place) => curves[place])
  const means: (number | null)[] = []
  for (let t = 0; t < chosen[0].length; t++) {
    let sum = 0
    let known = 0
    for (const curve of chosen) {
      const value = curve[t]
      if (value === null) continue
      sum += value
      known++
    }
    means.push(known === 0 ? null : sum / known)
  }
  return means
}

/** b - a at each time; null where either has no value. */
export const minus = (b: Series, a: Series): Series =>
  b.map((value, t) => {
    const other = a[t]
    return value === null || other === null ? null : value - other
  })

/** The value that is farthest from 0, and when. */
export function largest(curve: Series): { readonly estimate: number; readonly at: number } | null {
  let found: { estimate: number; at: number } | null = null
  curve.forEach((estimate, at) => {
    if (estimate === null || (found !== null && Math.abs(estimate) <= Math.abs(found.estimate))) return
    found = { estimate, at }
  })
  return found
}

/** Curves as vectors over the times at which all of them have a value. */
export function vectorsOf<Sides extends Readonly<Record<string, readonly Series[]>>>(
  sides: Sides,
): { readonly [Side in keyof Sides]: readonly number[][] } & { readonly times: number } {
  const all = Object.values(sides).flat()
  const times = [...(all[0]?.keys() ?? [])].filter((t) => all.every((curve) => curve[t] !== null))
  const vectors = Object.entries(sides).map(([side, curves]) => [
    side,
    curves.map((curve) => times.map((t) => curve[t])),
  ])
  return { ...Object.fromEntries(vectors), times: times.length }
}
