import { randomBytes } from 'node:crypto'
import { expect, vi } from 'vitest'

/** Asks as behind a load balancer that wants this trace recorded. */
export async function askInTrace(url: string, traceId: string): Promise<Response> {
  const root = `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
  const response = await fetch(url, { headers: { 'x-amzn-trace-id': `Root=${root};Sampled=1` } })
  await response.body?.cancel()
  return response
}

/**
 * Asks for the timeline, each time in a trace of its own, until user-activities was in time for it:
 * until then home-activities answers 200 with the last good one.
 *
 * @param home Base URL of home-activities.
 * @returns the trace of the answer
 */
export function traceOfFreshTimeline(home: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const traceId = `6b0332c9${randomBytes(12).toString('hex')}`
      const { status, headers } = await askInTrace(`${home}/api/activities/home`, traceId)
      expect([status, headers.get('warning')]).toEqual([200, null])
      return traceId
    },
    { timeout: 60_000, interval: 500 },
  )
}
