import type { Page, PageRequest } from './activity.ts'

export interface LastGoodPage {
  readonly page: Page
  readonly ageSeconds: number
}

export interface LastGoodPagesOptions {
  readonly maxPages: number
  readonly maxAgeSeconds: number
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number
}

/** Remembers the newest answer for each page asked for, the least recently used ones forgotten first. */
export function createLastGoodPages({
  maxPages,
  maxAgeSeconds,
  now = Date.now,
}: LastGoodPagesOptions) {
  const pages = new Map<string, { page: Page; at: number }>()
  const keyOf = ({ limit, before = '' }: PageRequest) => `${limit} ${before}`

  return {
    remember(request: PageRequest, page: Page): void {
      const key = keyOf(request)
      pages.delete(key)
      pages.set(key, { page, at: now() })
      const [oldest] = pages.keys()
      if (pages.size > maxPages && oldest !== undefined) pages.delete(oldest)
    },

    /** What was remembered, without what has expired since. */
    recall(request: PageRequest): LastGoodPage | undefined {
      const found = pages.get(keyOf(request))
      if (!found) return undefined
      const ageSeconds = Math.floor((now() - found.at) / 1000)
      if (ageSeconds > maxAgeSeconds) return undefined
      const activities = found.page.activities.filter(
        ({ expires_at }) => Date.parse(expires_at) > now(),
      )
      return { page: { ...found.page, activities }, ageSeconds }
    },
  }
}
