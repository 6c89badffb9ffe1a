import type { ServerResponse } from 'node:http'
import { type Span, SpanStatusCode } from '@opentelemetry/api'

/** Ends the span of a request to an app without the plugin, which has no other signal. */
export function endWithResponse(span: Span, response: ServerResponse): void {
  response.on('close', () => {
    const { statusCode } = response
    span.setAttribute('http.response.status_code', statusCode)
    if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  })
}
