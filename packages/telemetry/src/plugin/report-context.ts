import type { ErrorReportContext } from '../signals/error-report-context.ts'
import type { RequestInfo } from '../signals/request-info.ts'
import { requestUrl } from '../signals/request-target.ts'
import type { RequestState } from './request-state.ts'

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
