import type { ErrorReportContext } from '../signals/error-report-context.ts'
import type { HttpRequest, ServerRequest } from '../signals/server-request.ts'

/** A request in an error report; redacted by the signal. */
export function reportContext(http: HttpRequest, request: ServerRequest): ErrorReportContext {
  const { method, route, scheme, authority, target, person } = request
  const ids = request.span?.spanContext()
  return {
    ...(route !== undefined && { route: `${method} ${route}` }),
    request: {
      method,
      url: `${scheme}://${authority}${target}`,
      headers: http.headers,
      params: http.params,
      body: http.body,
    },
    ...(person && { person }),
    ...(ids && { traceId: ids.traceId, spanId: ids.spanId }),
  }
}
