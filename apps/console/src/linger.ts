import { setTimeout as delay } from 'node:timers/promises'
import type { RowSink } from './model/row-sink.ts'

export interface Arrivals {
  readonly sink: RowSink
  /** Resolves when nothing arrived for `quietMillis`, at the latest after `maxMillis`. */
  untilQuiet(quietMillis: number, maxMillis: number): Promise<void>
}

/**
 * Records when the last rows arrived. One Ctrl-C stops the console and the services together:
 * the console stays up to receive the telemetry that services flush while they shut down.
 */
export function watchArrivals(sink: RowSink): Arrivals {
  let lastMillis = 0
  return {
    sink: {
      insert: (kind, rows) => {
        lastMillis = performance.now()
        return sink.insert(kind, rows)
      },
    },
    async untilQuiet(quietMillis, maxMillis) {
      const startMillis = performance.now()
      for (;;) {
        const nowMillis = performance.now()
        const waitMillis = Math.min(
          Math.max(lastMillis, startMillis) + quietMillis - nowMillis,
          startMillis + maxMillis - nowMillis,
        )
        if (waitMillis <= 0) return
        await delay(waitMillis)
      }
    },
  }
}
