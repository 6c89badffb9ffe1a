import type { IncomingHttpHeaders } from 'node:http'
import { gunzipSync, inflateSync } from 'node:zlib'
import { countServerSpans } from './count-otlp.ts'

/** A request to one of the back ends, as it came. */
export interface Arrival {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

const mostHeldBytes = 256 * 1024 * 1024

/**
 * Holds what arrives and counts it when asked, after the load: a back end is another machine, so what
 * it does must not slow down the core that makes the load.
 */
export function createArrivals() {
  const counts = { traces: 0, segments: 0, logEvents: 0, items: 0 }
  let held: Arrival[] = []
  let heldBytes = 0

  function forget(): void {
    held = []
    heldBytes = 0
  }

  function countHeld(): void {
    for (const { path, headers, body } of held) {
      const bytes = inflated(headers['content-encoding'], body)
      counts.traces += tracesIn(path, headers, bytes)
      if (headers['x-amz-target'] === 'Logs_20140328.PutLogEvents')
        counts.logEvents += occurrences(bytes, '"timestamp":')
    }
    forget()
  }

  return {
    counts,
    hold: (arrival: Arrival) => {
      held.push(arrival)
      heldBytes += arrival.body.length
      if (heldBytes > mostHeldBytes) countHeld()
    },
    countHeld,
    reset: () => {
      forget()
      Object.assign(counts, { traces: 0, segments: 0, logEvents: 0, items: 0 })
    },
  }
}

export type Counts = ReturnType<typeof createArrivals>['counts']

function tracesIn(path: string, headers: IncomingHttpHeaders, body: Buffer): number {
  if (path.startsWith('/v1/traces')) return countServerSpans(body)
  // Datadog's agent: each trace is one request.
  if (/^\/v0\.\d\/traces/.test(path)) return Number(headers['x-datadog-trace-count'] ?? 0)
  // Elastic's intake: one JSON object a line.
  if (path.startsWith('/intake/v2/events')) return occurrences(body, '{"transaction":')
  // Sentry's envelopes.
  if (path.endsWith('/envelope/'))
    return occurrences(body, '{"type":"transaction"') + occurrences(body, '"is_segment":true')
  return 0
}

function inflated(encoding: string | undefined, body: Buffer): Buffer {
  if (encoding === 'gzip') return gunzipSync(body)
  return encoding === 'deflate' ? inflateSync(body) : body
}

const occurrences = (body: Buffer, text: string) => body.toString('latin1').split(text).length - 1
