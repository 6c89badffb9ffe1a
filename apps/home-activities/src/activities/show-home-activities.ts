import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { ActivitiesSource, Page, PageRequest } from './activity.ts'
import { SourceUnavailableError } from './activity.ts'
import { createLastGoodPages } from './last-good-pages.ts'

export interface HomeActivities extends Page {
  /** Set when this is the last good page because the source is slow or gone. */
  readonly stale?: { readonly ageSeconds: number; readonly reason: string }
}

interface ShowHomeActivitiesOptions {
  readonly source: ActivitiesSource
  readonly maxStaleSeconds: number
}

const maxRememberedPages = 100

/**
 * Everyone's latest activities. While the source is unavailable the last good page stands in.
 *
 * @returns a function that rejects with SourceUnavailableError when there is no good page either
 */
export function createShowHomeActivities({ source, maxStaleSeconds }: ShowHomeActivitiesOptions) {
  const tracer = trace.getTracer('home.activities')
  const lastGood = createLastGoodPages({
    maxPages: maxRememberedPages,
    maxAgeSeconds: maxStaleSeconds,
  })

  async function find(request: PageRequest): Promise<HomeActivities> {
    try {
      const page = await source.list(request)
      lastGood.remember(request, page)
      return page
    } catch (error) {
      if (!(error instanceof SourceUnavailableError)) throw error
      const recalled = lastGood.recall(request)
      if (!recalled) throw error
      const { page, ageSeconds } = recalled
      return { ...page, stale: { ageSeconds, reason: error.message } }
    }
  }

  return (request: PageRequest): Promise<HomeActivities> =>
    tracer.startActiveSpan('Show home activities', async (span) => {
      span.setAttribute('app.now', new Date().toISOString())
      try {
        const found = await find(request)
        span.setAttribute('app.result_length', found.activities.length)
        if (found.stale) {
          span.setAttribute('app.stale_age_seconds', found.stale.ageSeconds)
          span.setAttribute('app.stale_reason', found.stale.reason)
        }
        return found
      } catch (error) {
        span.recordException(error as Error)
        span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message })
        throw error
      } finally {
        span.end()
      }
    })
}
