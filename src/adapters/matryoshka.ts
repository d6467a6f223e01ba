/** As in torch.nn.functional.layer_norm, which the recipe of nomic-embed-text names. */
const epsilon = 1e-5

/**
 * The leading dimensions of a vector of a model that was trained to be cut (Kusupati et al. 2022), by the recipe
 * of the card of nomic-embed-text-v1.5: layer norm over all dimensions, cut, scale to length 1.
 *
 * @param dimensions 1 … the vector's own
 */
export function leadingDimensions(vector: Float32Array, dimensions: number): Float32Array {
  const size = vector.length
  const mean = vector.reduce((sum, value) => sum + value, 0) / size
  const variance = vector.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size
  const scale = Math.sqrt(variance + epsilon)
  const kept = Float64Array.from(vector.subarray(0, dimensions), (value) => (value - mean) / scale)
  const length = Math.hypot(...kept)
  return Float32Array.from(kept, (value) => (length === 0 ? 0 : value / length))
}
