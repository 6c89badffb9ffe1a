import { expect } from 'vitest'

/** The fields of a span that a test sets; the others have defaults. */
export interface TrafficSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name?: string
  /** As OTLP numbers it: 2 server, 3 client. */
  readonly kind?: number
  readonly startNano: bigint
  readonly durationNano: bigint
  readonly failed?: boolean
  readonly attributes?: Readonly<Record<string, string | number>>
}

/** Sends spans of a service as OTLP JSON over HTTP. */
export async function sendSpans(
  otlpUrl: string,
  service: string,
  spans: readonly TrafficSpan[],
  resource: Readonly<Record<string, string>> = {},
): Promise<void> {
  const body = {
    resourceSpans: [
      {
        resource: { attributes: toAttributes({ ...resource, 'service.name': service }) },
        scopeSpans: [{ spans: spans.map(toOtlp) }],
      },
    ],
  }
  const response = await fetch(`${otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
}

function toOtlp(span: TrafficSpan) {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? '',
    name: span.name ?? 'GET /',
    kind: span.kind ?? 2,
    startTimeUnixNano: String(span.startNano),
    endTimeUnixNano: String(span.startNano + span.durationNano),
    status: span.failed ? { code: 2 } : {},
    attributes: toAttributes(span.attributes ?? {}),
  }
}

function toAttributes(attributes: Readonly<Record<string, string | number>>) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value },
  }))
}
