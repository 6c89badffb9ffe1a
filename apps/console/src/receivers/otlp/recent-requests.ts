import { hash } from 'node:crypto'

const rememberedMillis = 10 * 60_000
const maxRemembered = 50_000

/** Requests of the last ten minutes, so that a retried request is not stored twice. */
export interface RecentRequests<Answer> {
  /**
   * Calls `take`, or returns its earlier result for the same bytes: exporters retry requests that
   * were stored but not acknowledged in time. A failed request is not remembered.
   */
  once(body: Buffer, take: () => Promise<Answer>): Promise<Answer>
  /** Forgets all requests, for example after the data were cleared. */
  forget(): void
}

interface Remembered<Answer> {
  readonly atMillis: number
  readonly answer: Promise<Answer>
}

export function rememberRequests<Answer>(): RecentRequests<Answer> {
  const remembered = new Map<string, Remembered<Answer>>()

  /** A `Map` iterates in insertion order, so the oldest entries come first. */
  const dropOldest = (nowMillis: number) => {
    for (const [key, { atMillis }] of remembered) {
      if (remembered.size <= maxRemembered && nowMillis - atMillis < rememberedMillis) return
      remembered.delete(key)
    }
  }

  return {
    once: (body, take) => {
      const atMillis = performance.now()
      dropOldest(atMillis)
      const key = hash('sha256', body, 'base64')
      const known = remembered.get(key)
      if (known) return known.answer
      const answer = take()
      remembered.set(key, { atMillis, answer })
      answer.catch(() => {
        if (remembered.get(key)?.answer === answer) remembered.delete(key)
      })
      return answer
    },
    forget: () => remembered.clear(),
  }
}
