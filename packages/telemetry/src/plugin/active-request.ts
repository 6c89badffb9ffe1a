import { context, createContextKey, type Span, trace } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { getIncomingTrace } from '../correlation/index.ts'
import { RequestContext } from '../correlation/request-context.ts'
import type { ServerRequest } from '../signals/server-request.ts'

const key = createContextKey('cruddur.server-request')

/** Sets the context of a request, in which `activeRequest` finds it. */
export function setRequestContext(request: ServerRequest, active = context.active()): void {
  const { span } = request
  const within = span && trace.getSpan(active) !== span ? trace.setSpan(active, span) : active
  const incoming = getIncomingTrace(within)
  // A request that is injected while another one is processed shares its context.
  if (!incoming || incoming.request || !isLocalRoot(span)) {
    request.context = RequestContext.over(within, key, request)
    return
  }
  incoming.request = request
  request.context = within
}

function isLocalRoot(span: Span | undefined): boolean {
  const parent = (span as Partial<ReadableSpan> | undefined)?.parentSpanContext
  return parent === undefined || parent.isRemote === true
}

/** The request that the current code runs for, if any. */
function activeRequest(): ServerRequest | undefined {
  const active = context.active()
  return (active.getValue(key) ?? getIncomingTrace(active)?.request) as ServerRequest | undefined
}

/**
 * Fails the request whose code threw an uncaught error, so that it does not delay the end of the
 * process and its span is recorded with the error.
 */
export function failActiveRequest(error: unknown): void {
  const request = activeRequest()
  if (!request || request.endMillis !== undefined) return
  request.failure = { error }
  const { reply } = request
  try {
    if (reply && !reply.sent) reply.send(error)
    else reply?.raw.destroy()
  } catch {
    reply?.raw.destroy()
  }
}
