import { say } from './output.ts'
import { duration, startProgress } from './progress.ts'

/** Something large on its way, in bytes. */
export interface Fetched {
  readonly label: string
  readonly done: number
  readonly total: number
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6)

/** Shows what is being fetched or loaded: one line of progress a thing, and its time if it took long. */
export function fetching(): (progress: Fetched) => void {
  let label = ''
  let bar = startProgress('', 0, 'MB')
  let start = 0
  return (progress) => {
    if (progress.label !== label) {
      bar.stop()
      label = progress.label
      start = Date.now()
      bar = startProgress(label, megabytes(progress.total), 'MB')
    }
    bar.update(megabytes(progress.done))
    if (progress.done < progress.total) return
    bar.stop()
    const seconds = (Date.now() - start) / 1000
    if (seconds > 2) say(`${label}: ${megabytes(progress.total)} MB in ${duration(seconds)}`)
    label = ''
  }
}
