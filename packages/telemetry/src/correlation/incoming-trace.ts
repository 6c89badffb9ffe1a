import { type Context, createContextKey, trace } from '@opentelemetry/api'
import { RequestContext } from './request-context.ts'
import type { SegmentDecision } from './trace-header.ts'

/** Data of the incoming headers that OpenTelemetry's remote span context cannot hold. */
export interface IncomingTrace {
  /** W3C trace ID of the incoming headers, if any. */
  readonly traceId: string | undefined
  /** The `Host` header, used to name and sample segments. */
  readonly host: string | undefined
  /** The upstream X-Ray sampling decision. The trace flags are about spans. */
  readonly decision: SegmentDecision | undefined
  /** Further fields of `X-Amzn-Trace-Id`, propagated unchanged. */
  readonly extra: string | undefined
  /** True when the trace ID came from `X-Amzn-Trace-Id`, which carries no span sampling decision. */
  readonly spansUndecided: boolean
  /** True when only a trace ID was received; the remote span ID in the context is a placeholder. */
  readonly parentUnknown: boolean
  /** State of the request with these headers, set by the plugin: cheaper than a context of its own. */
  request: object | undefined
}

const key = createContextKey('cruddur.incoming-trace')

export function setIncomingTrace(context: Context, incoming: IncomingTrace): Context {
  return RequestContext.over(context, key, incoming)
}

/** Returns the incoming trace data of the request or message that is processed in this context. */
export function getIncomingTrace(context: Context): IncomingTrace | undefined {
  return context.getValue(key) as IncomingTrace | undefined
}

/** The context for span samplers: a remote parent without a span sampling decision is removed. */
export function spanSamplingContext(context: Context): Context {
  const undecided =
    getIncomingTrace(context)?.spansUndecided === true &&
    trace.getSpanContext(context)?.isRemote === true
  return undecided ? trace.deleteSpan(context) : context
}
