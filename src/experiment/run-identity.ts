import { createHash } from 'node:crypto'
import { type Design, recordedDesign } from '../design/design.ts'

/**
 * The name of a run's folder: readable, and by its last part unique to the resolved design, such as
 * `gmm-p0.2-k29-rep000-5f2c81d0`.
 */
export function runIdentity(design: Design, replicate: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(recordedDesign(design)))
    .digest('hex')
    .slice(0, 8)
  const number = String(replicate).padStart(3, '0')
  return `${design.system}-p${design.mirror}-k${design.neighbors}-rep${number}-${hash}`
}
