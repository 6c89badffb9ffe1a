import {
  type Context,
  isSpanContextValid,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import {
  isTracingSuppressed,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core'
import { getIncomingTrace, setIncomingTrace } from './incoming-trace.ts'
import { formatTraceHeader, parseTraceHeader, type SegmentDecision } from './trace-header.ts'

const incomingHeader = 'x-amzn-trace-id'
const outgoingHeader = 'X-Amzn-Trace-Id'

/** Stands in for a parent that a load balancer did not name: OpenTelemetry takes no trace id without a span id. */
const unknownParentId = 'ffffffffffffffff'

export interface PropagatorOptions {
  /** X-Ray's decision about the span of a context; undefined hands the incoming one on. */
  readonly segmentDecision?: (context: Context) => SegmentDecision | undefined
}

/**
 * Reads `traceparent`, else `X-Amzn-Trace-Id`; writes both with the same ids; `tracestate` and
 * `baggage` pass through. Malformed headers count as absent.
 */
export function createPropagator({ segmentDecision }: PropagatorOptions = {}): TextMapPropagator {
  const traceContext = new W3CTraceContextPropagator()
  const baggage = new W3CBaggagePropagator()

  return {
    fields: () => [...traceContext.fields(), ...baggage.fields(), incomingHeader],

    inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
      baggage.inject(context, carrier, setter)
      const span = trace.getSpanContext(context)
      if (!span || !isSpanContextValid(span) || isTracingSuppressed(context)) return
      traceContext.inject(context, carrier, setter)
      const incoming = getIncomingTrace(context)
      const said = incoming?.traceId === span.traceId ? incoming : undefined
      const decision = segmentDecision?.(context) ?? said?.decision
      const header = formatTraceHeader({
        traceId: span.traceId,
        parentId: span.spanId,
        ...(decision && { decision }),
        ...(said?.extra && { extra: said.extra }),
      })
      setter.set(carrier, outgoingHeader, header)
    },

    extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
      const withBaggage = baggage.extract(context, carrier, getter)
      // Each context is a copy of the one before; most requests come without a span to forget.
      const base = trace.getSpan(withBaggage) ? trace.deleteSpan(withBaggage) : withBaggage
      const extracted = traceContext.extract(base, carrier, getter)
      const w3c = trace.getSpanContext(extracted)
      const amazon = parseTraceHeader(getter.get(carrier, incomingHeader))
      const host = headerText(getter.get(carrier, 'host'))
      // Another trace's header, such as one a load balancer made up, says nothing about this trace.
      if (amazon === undefined || (w3c && w3c.traceId !== amazon.traceId)) {
        return setIncomingTrace(w3c ? extracted : withBaggage, {
          traceId: w3c?.traceId,
          host,
          decision: undefined,
          extra: undefined,
          spansUndecided: false,
          parentUnknown: false,
        })
      }
      const { traceId, parentId, decision, extra } = amazon
      const said = { traceId, host, decision, extra }
      if (w3c) {
        return setIncomingTrace(extracted, { ...said, spansUndecided: false, parentUnknown: false })
      }
      const remote = trace.setSpanContext(base, {
        traceId,
        spanId: parentId ?? unknownParentId,
        traceFlags: TraceFlags.SAMPLED,
        isRemote: true,
      })
      return setIncomingTrace(remote, {
        ...said,
        spansUndecided: true,
        parentUnknown: parentId === undefined,
      })
    },
  }
}

function headerText(value: string | readonly string[] | undefined): string | undefined {
  return (typeof value === 'string' ? value : value?.[0]) || undefined
}
