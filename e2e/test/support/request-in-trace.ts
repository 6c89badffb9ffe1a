import { randomBytes } from 'node:crypto'
import { expect, vi } from 'vitest'

/** Sends a request with the header of a load balancer that samples this trace. */
export async function requestInTrace(url: string, traceId: string): Promise<Response> {
  const root = `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
  const response = await fetch(url, { headers: { 'x-amzn-trace-id': `Root=${root};Sampled=1` } })
  await response.body?.cancel()
  return response
}

/**
 * Requests the timeline, each time in a new trace, until it comes from user-activities instead of the
 * stale cache.
 *
 * @param home Base URL of home-activities.
 * @returns the trace ID of that request
 */
export function traceOfFreshTimeline(home: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const traceId = `6b0332c9${randomBytes(12).toString('hex')}`
      const { status, headers } = await requestInTrace(`${home}/api/activities/home`, traceId)
      expect([status, headers.get('warning')]).toEqual([200, null])
      return traceId
    },
    { timeout: 60_000, interval: 500 },
  )
}
