/** The index of the point farthest from a place, the lowest on a tie: the element that a new one replaces. */
export function farthest(points: ArrayLike<number>, place: number): number {
  let found = 0
  for (let h = 1; h < points.length; h++) {
    if (Math.abs(points[h] - place) > Math.abs(points[found] - place)) found = h
  }
  return found
}
