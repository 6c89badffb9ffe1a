import { isValidSpanId, isValidTraceId } from '@opentelemetry/api'

const xrayTraceId = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/i

/** `1-<8 hex>-<24 hex>` of a W3C trace id of 32 hex digits, which has to be valid. */
export function toXrayTraceId(traceId: string): string {
  return `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
}

/** The W3C trace id, in lower case, of X-Ray's `1-<8 hex>-<24 hex>`; undefined for anything else. */
export function fromXrayTraceId(text: string): string | undefined {
  const match = xrayTraceId.exec(text)
  if (match === null) return undefined
  const traceId = `${match[1]}${match[2]}`.toLowerCase()
  return isValidTraceId(traceId) ? traceId : undefined
}

/** The span id, in lower case, of an X-Ray segment id of 16 hex digits; undefined for anything else. */
export function fromSegmentId(text: string): string | undefined {
  return isValidSpanId(text) ? text.toLowerCase() : undefined
}
