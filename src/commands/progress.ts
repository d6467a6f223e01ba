import { MultiBar } from 'cli-progress'

/** One line of progress on a terminal: done / total, rate and time left; silent anywhere else. */
export interface Progress {
  /** @param done in the unit of the total */
  update(done: number): void
  stop(): void
}

/** @param unit what is counted, in the plural */
export function startProgress(label: string, total: number, unit: string): Progress {
  if (!process.stderr.isTTY || total === 0) return { update: () => {}, stop: () => {} }
  const bars = new MultiBar({
    stream: process.stderr,
    format: `${label} {bar} {percentage} % · {value}/{total} ${unit} · {rate} · {left} left`,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
  })
  const start = Date.now()
  const bar = bars.create(total, 0, { rate: '…', left: '…' })
  return {
    update(done) {
      const seconds = (Date.now() - start) / 1000
      const rate = done / seconds
      const known = done > 0 && seconds > 0.5
      bar.update(done, {
        rate: known ? `${rate.toPrecision(3)}/s` : '…',
        left: known ? duration((total - done) / rate) : '…',
      })
    },
    stop: () => bars.stop(),
  }
}

/** Seconds in words for people, such as `2 min 05 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
