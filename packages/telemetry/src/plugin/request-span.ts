import {
  type Attributes,
  type Span,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
} from '@opentelemetry/api'
import type { RequestState } from './request-state.ts'

const statusKey = 'http.response.status_code'
const stateOfSpan = Symbol('cruddur.request-state')

interface DeferredSpan extends Span {
  [stateOfSpan]?: RequestState | undefined
}

/**
 * Leaves the end of a request span to the plugin. @fastify/otel (0.21.2) ends it in `onSend`, before a
 * stream is sent or a client has aborted, never ends it without a response, and marks a thrown 404 as
 * an error, so its calls for that change nothing.
 */
export function deferEnd(span: DeferredSpan, state: RequestState): void {
  if (!span.isRecording()) return
  span[stateOfSpan] = state
  span.end = ignore
  span.setAttributes = setOtherAttributes
  span.setStatus = setOtherStatus
}

/** The span's own methods, which end it in fact. */
export function endRequestSpan(
  span: DeferredSpan,
  attributes: Attributes,
  status: SpanStatus | undefined,
  endTime: TimeInput | undefined,
): void {
  const own: Span = Object.getPrototypeOf(span)
  own.setAttributes.call(span, attributes)
  if (status) own.setStatus.call(span, status)
  // An exported span must not keep its request in memory.
  if (stateOfSpan in span) span[stateOfSpan] = undefined
  own.end.call(span, endTime)
}

function ignore(): void {}

/** The status is set before the response is sent, so it may not be the final one. */
function setOtherAttributes(this: DeferredSpan, attributes: Attributes): Span {
  const own: Span = Object.getPrototypeOf(this)
  return isStatusOnly(attributes) ? this : own.setAttributes.call(this, attributes)
}

/** The status is set for any thrown error, also for one that becomes a 4xx. */
function setOtherStatus(this: DeferredSpan, status: SpanStatus): Span {
  const own: Span = Object.getPrototypeOf(this)
  const failure = this[stateOfSpan]?.failure
  if (!failure || failure.isMarked || !isStatusOf(failure.error, status)) {
    return own.setStatus.call(this, status)
  }
  failure.isMarked = true
  return this
}

function isStatusOnly(attributes: Attributes): boolean {
  for (const key in attributes) if (key !== statusKey) return false
  return statusKey in attributes
}

function isStatusOf(error: unknown, { code, message }: SpanStatus): boolean {
  return code === SpanStatusCode.ERROR && message === (error as Error | null | undefined)?.message
}
