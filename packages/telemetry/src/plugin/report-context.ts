import type { ErrorReportContext } from '../signals/error-report-context.ts'
import type { RequestInfo } from './request-info.ts'
import type { RequestState } from './request-state.ts'
import { requestUrl } from './request-target.ts'

/** The request in an error report; redacted by the signal. */
export function reportContext(request: RequestInfo, state: RequestState): ErrorReportContext {
  const ids = state.span?.spanContext()
  const { route } = state
  return {
    ...(route !== undefined && { route: `${request.method} ${route}` }),
    request: {
      method: request.method,
      url: requestUrl(request),
      headers: request.headers,
      params: request.params,
      body: request.body,
    },
    ...(state.person && { person: state.person }),
    ...(ids && { traceId: ids.traceId, spanId: ids.spanId }),
  }
}
