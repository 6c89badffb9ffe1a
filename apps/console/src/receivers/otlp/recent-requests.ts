import { hash } from 'node:crypto'

const rememberedMillis = 10 * 60_000
const maxRemembered = 50_000

/** Requests of the last ten minutes, so that one that comes again is not kept again. */
export interface RecentRequests<Answer> {
  /**
   * What `take` answers, or what it answered when the same bytes came before: exporters send again
   * what was kept, but not acknowledged in time. After a failure they are taken anew.
   */
  once(body: Buffer, take: () => Promise<Answer>): Promise<Answer>
  /** After this all requests are new, which they are once what they brought was removed. */
  forget(): void
}

interface Remembered<Answer> {
  readonly atMillis: number
  readonly answer: Promise<Answer>
}

export function rememberRequests<Answer>(): RecentRequests<Answer> {
  const remembered = new Map<string, Remembered<Answer>>()

  /** The oldest come first, because none is set twice without being deleted. */
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
