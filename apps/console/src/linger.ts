import { setTimeout as delay } from 'node:timers/promises'
import type { RowSink } from './model/row-sink.ts'

export interface Arrivals {
  readonly sink: RowSink
  /** Resolves once nothing has arrived for `quietMillis` from now on, at the latest after `maxMillis`. */
  untilQuiet(quietMillis: number, maxMillis: number): Promise<void>
}

/**
 * Passes rows on and remembers when the last ones came. One Ctrl-C reaches the console and the
 * services alike: what these send while they close should still be taken.
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
