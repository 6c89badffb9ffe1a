import type { Page, PageRequest } from './activity.ts'

export interface StalePage {
  readonly page: Page
  readonly ageSeconds: number
}

export interface StaleCacheOptions {
  readonly maxPages: number
  readonly maxAgeSeconds: number
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number
}

/** Keeps the latest page for each request; evicts the least recently stored. */
export function createStaleCache({ maxPages, maxAgeSeconds, now = Date.now }: StaleCacheOptions) {
  const pages = new Map<string, { page: Page; at: number }>()
  const keyOf = ({ limit, before = '' }: PageRequest) => `${limit} ${before}`

  return {
    set(request: PageRequest, page: Page): void {
      const key = keyOf(request)
      pages.delete(key)
      pages.set(key, { page, at: now() })
      const [oldest] = pages.keys()
      if (pages.size > maxPages && oldest !== undefined) pages.delete(oldest)
    },

    /** Returns the stored page without the activities that have expired. */
    get(request: PageRequest): StalePage | undefined {
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
