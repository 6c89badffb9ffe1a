import protobuf from 'protobufjs'
import { type FaultServer, type ReceivedRequest, startFaultServer } from './fault-server.ts'
import { otlpTraceSchema } from './otlp-trace-schema.ts'

interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  /** `''` for a root span. */
  readonly parentSpanId: string
  readonly name: string
  readonly kind: string
  readonly startMillis: number
  readonly endMillis: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly events: readonly {
    readonly name: string
    readonly attributes: Readonly<Record<string, unknown>>
  }[]
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly flags: number
  readonly status: { readonly code: string; readonly message: string }
  readonly resource: Readonly<Record<string, unknown>>
  readonly scope: string
}

export interface OtlpReceiver extends FaultServer {
  /** Each span once, even when it was received repeatedly. */
  spans(): ReceivedSpan[]
}

const root = protobuf.Root.fromJSON(otlpTraceSchema)
const requestType = root.lookupType('otlp.ExportTraceServiceRequest')
const responseType = root.lookupType('otlp.ExportTraceServiceResponse')

/** An OTLP/HTTP backend. @param rejectedSpans the number of spans it rejects per request */
export async function startOtlpReceiver(
  rejectedSpans = 0,
  statusOf: (request: ReceivedRequest) => number = () => 200,
): Promise<OtlpReceiver> {
  const body = responseType
    .encode(
      rejectedSpans > 0 ? { partialSuccess: { rejectedSpans, errorMessage: 'too many' } } : {},
    )
    .finish()
  const server = await startFaultServer((request) => ({
    status: statusOf(request),
    headers: { 'content-type': 'application/x-protobuf' },
    body,
  }))
  return Object.assign(server, {
    spans: () => {
      const spans = server.received
        .filter(({ path }) => !/\/v1\/(metrics|logs)$/.test(path))
        .flatMap((request) => decodeSpans(request.body))
      return [...new Map(spans.map((span) => [span.spanId, span])).values()]
    },
  })
}

interface KeyValue {
  readonly key: string
  readonly value?: Record<string, unknown>
}

function decodeSpans(body: Uint8Array): ReceivedSpan[] {
  const decoded = requestType.toObject(requestType.decode(body), {
    longs: Number,
    enums: String,
    defaults: true,
    arrays: true,
    oneofs: true,
  })
  const spans: ReceivedSpan[] = []
  for (const { resource, scopeSpans } of decoded.resourceSpans) {
    for (const { scope, spans: scoped } of scopeSpans) {
      for (const span of scoped) {
        spans.push({
          traceId: hex(span.traceId),
          spanId: hex(span.spanId),
          parentSpanId: hex(span.parentSpanId),
          name: span.name,
          kind: span.kind,
          startMillis: span.startTimeUnixNano / 1e6,
          endMillis: span.endTimeUnixNano / 1e6,
          attributes: record(span.attributes),
          events: span.events.map((event: { name: string; attributes: KeyValue[] }) => ({
            name: event.name,
            attributes: record(event.attributes),
          })),
          links: span.links.map((link: { traceId: Uint8Array; spanId: Uint8Array }) => ({
            traceId: hex(link.traceId),
            spanId: hex(link.spanId),
          })),
          flags: span.flags,
          status: { code: span.status?.code ?? 'UNSET', message: span.status?.message ?? '' },
          resource: record(resource.attributes),
          scope: scope.name,
        })
      }
    }
  }
  return spans
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

function record(pairs: readonly KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, plain(value)]))
}

function plain(value: Record<string, unknown> | undefined): unknown {
  const kind = value?.value
  const inner = typeof kind === 'string' ? value?.[kind] : undefined
  if (kind !== 'arrayValue') return inner
  return (inner as { values: Record<string, unknown>[] }).values.map(plain)
}
