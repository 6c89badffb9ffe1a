import { SpanStatusCode, trace } from '@opentelemetry/api'
import type { ActivitiesSource, Page, PageRequest } from './activity.ts'
import { SourceUnavailableError } from './activity.ts'
import { createStaleCache } from './stale-cache.ts'

export interface HomeActivities extends Page {
  /** Set for a stale page, served because the source is unavailable. */
  readonly stale?: { readonly ageSeconds: number; readonly reason: string }
}

interface ShowHomeActivitiesOptions {
  readonly source: ActivitiesSource
  readonly maxStaleSeconds: number
}

const maxStalePages = 100

/**
 * Latest activities of all people. Serves a stale page while the source is unavailable.
 *
 * @returns a function that rejects with SourceUnavailableError when no stale page exists
 */
export function createShowHomeActivities({ source, maxStaleSeconds }: ShowHomeActivitiesOptions) {
  const tracer = trace.getTracer('home.activities')
  const staleCache = createStaleCache({
    maxPages: maxStalePages,
    maxAgeSeconds: maxStaleSeconds,
  })

  async function find(request: PageRequest): Promise<HomeActivities> {
    try {
      const page = await source.list(request)
      staleCache.set(request, page)
      return page
    } catch (error) {
      if (!(error instanceof SourceUnavailableError)) throw error
      const found = staleCache.get(request)
      if (!found) throw error
      const { page, ageSeconds } = found
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
