import {
  type Context,
  isSpanContextValid,
  type SpanContext,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { isTracingSuppressed, W3CBaggagePropagator } from '@opentelemetry/core'
import { carrierHeaders, type ReadHeader } from './carrier-headers.ts'
import { getIncomingTrace, setIncomingTrace } from './incoming-trace.ts'
import { formatTraceHeader, parseTraceHeader, type SegmentDecision } from './trace-header.ts'
import { formatTraceParent, parseTraceParent } from './trace-parent.ts'
import { parseTraceState } from './trace-state.ts'

const incomingHeader = 'x-amzn-trace-id'
const outgoingHeader = 'X-Amzn-Trace-Id'

/** Placeholder for a parent that the caller did not name: OpenTelemetry requires a span ID. */
const unknownParentId = 'ffffffffffffffff'

export interface PropagatorOptions {
  /** X-Ray's decision about the span of a context; undefined propagates the incoming one. */
  readonly segmentDecision?: (context: Context) => SegmentDecision | undefined
}

/**
 * Extracts `traceparent`, else `X-Amzn-Trace-Id`, from any carrier, and injects both with the same
 * IDs. `tracestate` and `baggage` are propagated. Malformed headers count as absent.
 */
export function createPropagator({ segmentDecision }: PropagatorOptions = {}): TextMapPropagator {
  const baggage = new W3CBaggagePropagator()

  return {
    fields: () => ['traceparent', 'tracestate', ...baggage.fields(), incomingHeader],

    inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
      baggage.inject(context, carrier, setter)
      const span = trace.getSpanContext(context)
      if (!span || !isSpanContextValid(span) || isTracingSuppressed(context)) return
      setter.set(carrier, 'traceparent', formatTraceParent(span))
      const traceState = span.traceState?.serialize()
      if (traceState) setter.set(carrier, 'tracestate', traceState)
      const incoming = getIncomingTrace(context)
      const upstream = incoming?.traceId === span.traceId ? incoming : undefined
      const decision = segmentDecision?.(context) ?? upstream?.decision
      const header = formatTraceHeader({
        traceId: span.traceId,
        parentId: span.spanId,
        ...(decision && { decision }),
        ...(upstream?.extra && { extra: upstream.extra }),
      })
      setter.set(carrier, outgoingHeader, header)
    },

    extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
      const read = carrierHeaders(carrier, getter)
      const withBaggage = read('baggage')
        ? baggage.extract(context, undefined, {
            keys: () => [],
            get: (_carrier, name) => list(read(name)),
          })
        : context
      // Each context is a copy of the one before; most requests have no span to remove.
      const base = trace.getSpan(withBaggage) ? trace.deleteSpan(withBaggage) : withBaggage
      const w3c = remoteSpanContext(read)
      const amazon = parseTraceHeader(read(incomingHeader))
      const host = single(read('host')) || undefined
      // A header of another trace, for example one created by a load balancer, does not apply.
      if (amazon === undefined || (w3c && w3c.traceId !== amazon.traceId)) {
        return setIncomingTrace(w3c ? trace.setSpanContext(base, w3c) : withBaggage, {
          traceId: w3c?.traceId,
          host,
          decision: undefined,
          extra: undefined,
          spansUndecided: false,
          parentUnknown: false,
          request: undefined,
        })
      }
      const { traceId, parentId, decision, extra } = amazon
      const upstream = { traceId, host, decision, extra }
      if (w3c) {
        return setIncomingTrace(trace.setSpanContext(base, w3c), {
          ...upstream,
          spansUndecided: false,
          parentUnknown: false,
          request: undefined,
        })
      }
      const remote = trace.setSpanContext(base, {
        traceId,
        spanId: parentId ?? unknownParentId,
        traceFlags: TraceFlags.SAMPLED,
        isRemote: true,
      })
      return setIncomingTrace(remote, {
        ...upstream,
        spansUndecided: true,
        parentUnknown: parentId === undefined,
        request: undefined,
      })
    },
  }
}

function remoteSpanContext(read: ReadHeader): SpanContext | undefined {
  const parent = parseTraceParent(single(read('traceparent')))
  const state = parent && list(read('tracestate'))
  const traceState = state ? parseTraceState(state) : undefined
  return parent && traceState ? { ...parent, traceState } : parent
}

/** A header that may occur once: a repeated one is valid only if all its values are equal. */
function single(value: string | readonly string[] | undefined): string | undefined {
  if (typeof value === 'string') return value
  return new Set(value).size > 1 ? undefined : value?.[0]
}

/** A header whose values form one list. */
function list(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(',')
}
