import { type Context, createContextKey, trace } from '@opentelemetry/api'
import { RequestContext } from './request-context.ts'
import type { SegmentDecision } from './trace-header.ts'

/** What the incoming headers said beyond OpenTelemetry's remote span context. */
export interface IncomingTrace {
  /** The trace that the headers named, W3C form; absent when they named none. */
  readonly traceId: string | undefined
  /** The `Host` header: segments are named and sampled by it. */
  readonly host: string | undefined
  /** X-Ray's decision upstream; apart from the trace flags, which are about spans. */
  readonly decision: SegmentDecision | undefined
  /** Fields of `X-Amzn-Trace-Id` to hand on. */
  readonly extra: string | undefined
  /** The trace id came by `X-Amzn-Trace-Id`, so nothing upstream decided about spans. */
  readonly spansUndecided: boolean
  /** Only a trace id came; the remote span id in the context is a stand-in that no span has. */
  readonly parentUnknown: boolean
}

const key = createContextKey('cruddur.incoming-trace')

export function setIncomingTrace(context: Context, incoming: IncomingTrace): Context {
  return RequestContext.over(context, key, incoming)
}

/** What came with the request that runs in this context, whatever spans were started since. */
export function getIncomingTrace(context: Context): IncomingTrace | undefined {
  return context.getValue(key) as IncomingTrace | undefined
}

/** The context as a sampler of spans should see it: without a remote parent that decided nothing. */
export function spanSamplingContext(context: Context): Context {
  const undecided =
    getIncomingTrace(context)?.spansUndecided === true &&
    trace.getSpanContext(context)?.isRemote === true
  return undecided ? trace.deleteSpan(context) : context
}
