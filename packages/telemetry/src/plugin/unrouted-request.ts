import type { ServerResponse } from 'node:http'
import { propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import { requestSpanName, startAttributes } from '../signals/request-span.ts'
import { type HttpRequest, ServerRequest } from '../signals/server-request.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { setRequestContext } from './active-request.ts'
import { setTraceHeaders } from './begin-request.ts'
import { completeWithResponse } from './complete-request.ts'

/** Records a request that Fastify rejects before its hooks. */
export function recordUnroutedRequest(
  http: HttpRequest,
  response: ServerResponse,
  telemetry: TelemetryHandle,
  known: Partial<Pick<ServerRequest, 'closing' | 'failure'>>,
): void {
  const request = Object.assign(new ServerRequest(http, undefined), known)
  const incoming = propagation.extract(ROOT_CONTEXT, http.headers)
  if (!telemetry.isUntraced(http.url, http.method)) {
    request.span = trace
      .getTracer('@cruddur/telemetry')
      .startSpan(
        requestSpanName(request),
        { kind: SpanKind.SERVER, attributes: startAttributes(request) },
        incoming,
      )
  }
  setRequestContext(request, incoming)
  setTraceHeaders(request, telemetry, (name, value) => response.setHeader(name, value))
  completeWithResponse(http, response, request, telemetry)
}
