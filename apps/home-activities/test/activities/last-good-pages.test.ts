import { describe, expect, it } from 'vitest'
import { createLastGoodPages } from '../../src/activities/last-good-pages.ts'
import { activity } from '../support/user-activities-double.ts'

describe('last good pages', () => {
  const clock = { millis: Date.now() }
  const pagesOf = (maxPages = 10, maxAgeSeconds = 60) =>
    createLastGoodPages({ maxPages, maxAgeSeconds, now: () => clock.millis })

  it('leaves out what has expired since', () => {
    const pages = pagesOf()
    const page = { activities: [activity('short', 5_000), activity('long')], next: 'n' }
    pages.remember({ limit: 20 }, page)
    clock.millis += 10_000
    expect(pages.recall({ limit: 20 })).toEqual({
      page: { activities: [page.activities[1]], next: 'n' },
      ageSeconds: 10,
    })
  })

  it('keeps pages apart and forgets the least recently remembered', () => {
    const pages = pagesOf(2)
    for (const before of ['a', 'b', 'a', 'c'])
      pages.remember({ limit: 1, before }, { activities: [] })
    expect(pages.recall({ limit: 1, before: 'a' })).toBeDefined()
    expect(pages.recall({ limit: 1, before: 'b' })).toBeUndefined()
    expect(pages.recall({ limit: 2, before: 'a' })).toBeUndefined()
  })

  it('gives nothing that is too old', () => {
    const pages = pagesOf(2, 60)
    pages.remember({ limit: 1 }, { activities: [] })
    clock.millis += 60_999
    expect(pages.recall({ limit: 1 })?.ageSeconds).toBe(60)
    clock.millis += 1
    expect(pages.recall({ limit: 1 })).toBeUndefined()
  })
})
