import type { Attributes, Histogram, Meter } from '@opentelemetry/api'
import { conventionalMethod } from '../http-method.ts'
import type { RequestMetrics } from '../server-request.ts'

export const noRequestMetrics: RequestMetrics = { begin: () => undefined, end: () => undefined }

/**
 * Duration and number of active requests.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/
 */
export function createRequestMetrics(meter: Meter): RequestMetrics {
  const duration: Histogram = meter.createHistogram('http.server.request.duration', {
    description: 'Duration of HTTP server requests.',
    unit: 's',
    // Used when exponential histograms are disabled.
    advice: {
      explicitBucketBoundaries: [
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
      ],
    },
  })
  const active = createActiveRequests(meter)

  return {
    begin: ({ method, scheme }) => active.add(conventionalMethod(method), scheme, 1),
    end(request) {
      const { scheme, route, status, errorType } = request
      const method = conventionalMethod(request.method)
      active.add(method, scheme, -1)
      const attributes: Attributes = {
        'http.request.method': method,
        'url.scheme': scheme,
        'network.protocol.version': request.protocolVersion,
      }
      if (route !== undefined) attributes['http.route'] = route
      if (status !== undefined) attributes['http.response.status_code'] = status
      if (errorType !== undefined) attributes['error.type'] = errorType
      duration.record(request.durationMillis / 1000, attributes, request.context)
    },
  }
}

/** Observed at each collection, because the SDK would look up the attributes twice per request. */
function createActiveRequests(meter: Meter) {
  const byScheme = new Map<string, Map<string, number>>()
  meter
    .createObservableUpDownCounter('http.server.active_requests', {
      description: 'Number of active HTTP server requests.',
      unit: '{request}',
    })
    .addCallback((result) => {
      for (const [scheme, byMethod] of byScheme) {
        for (const [method, count] of byMethod)
          result.observe(count, { 'http.request.method': method, 'url.scheme': scheme })
      }
    })

  return {
    add(method: string, scheme: string, change: number): void {
      const byMethod = byScheme.get(scheme) ?? new Map<string, number>()
      byScheme.set(scheme, byMethod)
      byMethod.set(method, (byMethod.get(method) ?? 0) + change)
    },
  }
}
