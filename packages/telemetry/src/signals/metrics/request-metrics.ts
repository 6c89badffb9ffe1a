import type { Attributes, Histogram, Meter, UpDownCounter } from '@opentelemetry/api'
import { conventionalMethod } from '../http-method.ts'
import type { RequestMetrics } from '../request-metrics.ts'

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
  const active: UpDownCounter = meter.createUpDownCounter('http.server.active_requests', {
    description: 'Number of active HTTP server requests.',
    unit: '{request}',
  })
  const activeAttributes = new Map<string, Attributes>()

  function attributesOf(method: string, scheme: string): Attributes {
    const key = `${method} ${scheme}`
    let attributes = activeAttributes.get(key)
    if (!attributes) {
      attributes = { 'http.request.method': method, 'url.scheme': scheme }
      activeAttributes.set(key, attributes)
    }
    return attributes
  }

  return {
    begin: (method, scheme) => active.add(1, attributesOf(conventionalMethod(method), scheme)),
    end({
      scheme,
      route,
      status,
      errorType,
      protocolVersion,
      durationMillis,
      context,
      ...request
    }) {
      const method = conventionalMethod(request.method)
      active.add(-1, attributesOf(method, scheme))
      const attributes: Attributes = {
        'http.request.method': method,
        'url.scheme': scheme,
        'network.protocol.version': protocolVersion,
      }
      if (route !== undefined) attributes['http.route'] = route
      if (status !== undefined) attributes['http.response.status_code'] = status
      if (errorType !== undefined) attributes['error.type'] = errorType
      duration.record(durationMillis / 1000, attributes, context)
    },
  }
}
