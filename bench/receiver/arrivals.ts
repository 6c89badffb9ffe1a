import type { IncomingHttpHeaders } from 'node:http'
import { gunzipSync, inflateSync } from 'node:zlib'
import { countServerSpans } from './count-otlp.ts'

/** A request to one of the backends, unmodified. */
export interface Arrival {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** `overflow` counts datagrams that arrived at the host and did not fit the receive buffer. */
const none = { traces: 0, segments: 0, logEvents: 0, items: 0, overflow: 0 }
const maxStoredBytes = 256 * 1024 * 1024

/**
 * Stores requests and counts them after the load: a real backend is another machine, so its work must
 * not slow down the load generator.
 */
export function createArrivals() {
  const counts = { ...none }
  let stored: Arrival[] = []
  let storedBytes = 0

  function forget(): void {
    stored = []
    storedBytes = 0
  }

  function countStored(): void {
    for (const { path, headers, body } of stored) {
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
      stored.push(arrival)
      storedBytes += arrival.body.length
      if (storedBytes > maxStoredBytes) countStored()
    },
    countStored,
    reset: () => {
      forget()
      Object.assign(counts, none)
    },
  }
}

export type Counts = ReturnType<typeof createArrivals>['counts']

function tracesIn(path: string, headers: IncomingHttpHeaders, body: Buffer): number {
  if (path.startsWith('/v1/traces')) return countServerSpans(body)
  // Datadog agent: each trace is one request.
  if (/^\/v0\.\d\/traces/.test(path)) return Number(headers['x-datadog-trace-count'] ?? 0)
  // Elastic intake: one JSON object per line.
  if (path.startsWith('/intake/v2/events')) return occurrences(body, '{"transaction":')
  // Sentry envelopes.
  if (path.endsWith('/envelope/'))
    return occurrences(body, '{"type":"transaction"') + occurrences(body, '"is_segment":true')
  return 0
}

function inflated(encoding: string | undefined, body: Buffer): Buffer {
  if (encoding === 'gzip') return gunzipSync(body)
  return encoding === 'deflate' ? inflateSync(body) : body
}

const occurrences = (body: Buffer, text: string) => body.toString('latin1').split(text).length - 1
