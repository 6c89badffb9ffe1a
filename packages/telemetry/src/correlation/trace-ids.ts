import { isValidSpanId, isValidTraceId } from '@opentelemetry/api'

const xrayTraceId = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/i

/** Converts a valid W3C trace ID to X-Ray's `1-<8 hex>-<24 hex>`. */
export function toXrayTraceId(traceId: string): string {
  return `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
}

/** Converts X-Ray's `1-<8 hex>-<24 hex>` to a lower-case W3C trace ID; undefined for anything else. */
export function fromXrayTraceId(text: string): string | undefined {
  const match = xrayTraceId.exec(text)
  if (match === null) return undefined
  const traceId = `${match[1]}${match[2]}`.toLowerCase()
  return isValidTraceId(traceId) ? traceId : undefined
}

/** Converts an X-Ray segment ID to a lower-case span ID; undefined unless it is 16 hex digits. */
export function fromSegmentId(text: string): string | undefined {
  return isValidSpanId(text) ? text.toLowerCase() : undefined
}
