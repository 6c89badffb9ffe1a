import { expect } from 'vitest'

type Value =
  | { stringValue: string }
  | { intValue: string }
  | { boolValue: boolean }
  | { doubleValue: number }
const attributes = (values: Readonly<Record<string, Value>>) =>
  Object.entries(values).map(([key, value]) => ({ key, value }))
const after = (start: string, micros: number) => String(BigInt(start) + BigInt(micros) * 1_000n)

const orphanStart = String(BigInt(Date.now() - 120_000) * 1_000_000n)
const checkoutStart = String(BigInt(Date.now() - 60_000) * 1_000_000n + 123_456n)

/** One span whose parent never arrives. */
export const orphanTrace = traceOf('0'.repeat(8) + 'b'.repeat(24), 'b'.repeat(16), orphanStart, [
  {
    service: 'shop',
    spans: [
      {
        traceId: '0'.repeat(8) + 'b'.repeat(24),
        spanId: 'b'.repeat(16),
        parentSpanId: 'c'.repeat(16),
        name: 'call cart',
        kind: 3,
        startTimeUnixNano: orphanStart,
        endTimeUnixNano: after(orphanStart, 10),
      },
    ],
  },
])

const checkoutId = 'a'.repeat(32)
const rootId = '1'.repeat(16)
const clientId = '2'.repeat(16)

/** Three spans over two services, with a value of each type, an event and a link. */
export const checkoutTrace = traceOf(checkoutId, rootId, checkoutStart, [
  {
    service: 'shop',
    spans: [
      {
        traceId: checkoutId,
        spanId: rootId,
        name: 'GET /checkout',
        kind: 2,
        startTimeUnixNano: checkoutStart,
        endTimeUnixNano: after(checkoutStart, 250_000),
        attributes: attributes({
          'http.response.status_code': { intValue: '500' },
          sampled: { boolValue: true },
          share: { doubleValue: 0.25 },
          big: { intValue: '9007199254740993' },
          version: { stringValue: '007' },
        }),
        events: [
          {
            timeUnixNano: after(checkoutStart, 100),
            name: 'cache miss',
            attributes: attributes({ tries: { intValue: '2' } }),
          },
        ],
        status: { code: 2, message: 'cart failed' },
      },
      {
        traceId: checkoutId,
        spanId: clientId,
        parentSpanId: rootId,
        name: 'call cart',
        kind: 3,
        startTimeUnixNano: after(checkoutStart, 1_000),
        endTimeUnixNano: after(checkoutStart, 90_000),
      },
    ],
  },
  {
    service: 'cart',
    spans: [
      {
        traceId: checkoutId,
        spanId: '3'.repeat(16),
        parentSpanId: clientId,
        traceState: 'vendor=x',
        name: 'GET /cart',
        kind: 2,
        startTimeUnixNano: after(checkoutStart, 2_000),
        endTimeUnixNano: after(checkoutStart, 80_000),
        links: [{ traceId: orphanTrace.traceId, spanId: orphanTrace.rootId }],
      },
    ],
  },
])

interface Part {
  readonly service: string
  readonly spans: readonly object[]
}

function traceOf(traceId: string, rootId: string, startUnixNano: string, parts: readonly Part[]) {
  const resourceSpans = parts.map(({ service, spans }) => ({
    resource: {
      attributes: attributes({
        'service.name': { stringValue: service },
        'host.name': { stringValue: 'a' },
      }),
    },
    scopeSpans: [{ scope: { name: 'test', version: '2' }, spans }],
  }))
  return { traceId, rootId, startUnixNano, resourceSpans }
}

/** Sends OTLP JSON, as an exporter would, and waits for the acknowledgement. */
export async function sendTraces(
  otlpUrl: string,
  traces: readonly { readonly resourceSpans: readonly object[] }[],
): Promise<void> {
  const response = await fetch(`${otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: traces.flatMap(({ resourceSpans }) => resourceSpans) }),
  })
  expect(await response.json()).toEqual({})
}
