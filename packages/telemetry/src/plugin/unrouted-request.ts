import type { ServerResponse } from 'node:http'
import { propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import { requestAttributes, requestSpanName } from '../signals/request-attributes.ts'
import type { RequestInfo } from '../signals/request-info.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { setTraceHeaders } from './begin-request.ts'
import { completeWithResponse } from './complete-request.ts'
import { createRequestState, type RequestState } from './request-state.ts'

/** Records a request that Fastify rejects before its hooks. */
export function recordUnroutedRequest(
  request: RequestInfo,
  response: ServerResponse,
  telemetry: TelemetryHandle,
  known: Partial<Pick<RequestState, 'closing' | 'failure'>>,
): void {
  const state = Object.assign(openState(request, telemetry), known)
  setTraceHeaders(state, telemetry, (name, value) => response.setHeader(name, value))
  completeWithResponse(request, response, state, telemetry)
}

function openState(request: RequestInfo, telemetry: TelemetryHandle): RequestState {
  const { method, url, headers } = request
  const incoming = propagation.extract(ROOT_CONTEXT, headers)
  const span = telemetry.isUntraced(url, method)
    ? undefined
    : trace
        .getTracer('@cruddur/telemetry')
        .startSpan(
          requestSpanName(method, undefined),
          { kind: SpanKind.SERVER, attributes: requestAttributes(request, undefined) },
          incoming,
        )
  return createRequestState(span, undefined, undefined, incoming)
}
