import { describe, expect, it } from 'vitest'
import { createStaleCache } from '../../src/activities/stale-cache.ts'
import { activity } from '../support/user-activities-double.ts'

describe('stale cache', () => {
  const clock = { millis: Date.now() }
  const cacheOf = (maxPages = 10, maxAgeSeconds = 60) =>
    createStaleCache({ maxPages, maxAgeSeconds, now: () => clock.millis })

  it('omits expired activities', () => {
    const cache = cacheOf()
    const page = { activities: [activity('short', 5_000), activity('long')], next: 'n' }
    cache.set({ limit: 20 }, page)
    clock.millis += 10_000
    expect(cache.get({ limit: 20 })).toEqual({
      page: { activities: [page.activities[1]], next: 'n' },
      ageSeconds: 10,
    })
  })

  it('keeps pages apart and evicts the least recently stored', () => {
    const cache = cacheOf(2)
    for (const before of ['a', 'b', 'a', 'c']) cache.set({ limit: 1, before }, { activities: [] })
    expect(cache.get({ limit: 1, before: 'a' })).toBeDefined()
    expect(cache.get({ limit: 1, before: 'b' })).toBeUndefined()
    expect(cache.get({ limit: 2, before: 'a' })).toBeUndefined()
  })

  it('returns nothing older than the maximum age', () => {
    const cache = cacheOf(2, 60)
    cache.set({ limit: 1 }, { activities: [] })
    clock.millis += 60_999
    expect(cache.get({ limit: 1 })?.ageSeconds).toBe(60)
    clock.millis += 1
    expect(cache.get({ limit: 1 })).toBeUndefined()
  })
})
