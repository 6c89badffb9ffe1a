import { expect } from 'vitest'

interface OfTrace {
  readonly traceId: string
  /** The run of the service, if it is sent. */
  readonly run?: string
  readonly spanId?: string
}

/** Sends one log line of a trace as OTLP JSON. */
export function sendLine(
  otlpUrl: string,
  service: string,
  line: OfTrace & {
    readonly timeNano: bigint
    readonly body: string
    readonly severityNumber?: number
  },
): Promise<void> {
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } })
  const resource = {
    attributes: [
      attribute('service.name', service),
      ...(line.run === undefined ? [] : [attribute('service.instance.id', line.run)]),
    ],
  }
  const record = {
    timeUnixNano: String(line.timeNano),
    severityNumber: line.severityNumber ?? 9,
    severityText: (line.severityNumber ?? 9) >= 17 ? 'ERROR' : 'INFO',
    body: { stringValue: line.body },
    traceId: line.traceId,
    spanId: line.spanId ?? '',
  }
  const scopeLogs = [{ logRecords: [record] }]
  return post(`${otlpUrl}/v1/logs`, { resourceLogs: [{ resource, scopeLogs }] })
}

/** Sends one Rollbar occurrence of a trace. */
export function sendItem(
  consoleUrl: string,
  service: string,
  item: OfTrace & { readonly timeNano: bigint; readonly message: string },
): Promise<void> {
  const data = {
    timestamp: Number(item.timeNano / 1_000_000n) / 1_000,
    environment: 'test',
    body: { message: { body: item.message } },
    ...(item.run && { attributes: [{ key: 'service.instance.id', value: item.run }] }),
    custom: { trace_id: item.traceId, span_id: item.spanId ?? '', service },
  }
  return post(`${consoleUrl}/api/1/item/`, { data })
}

/** Sends one segment of a trace, as a daemon would. */
export function sendSegment(
  consoleUrl: string,
  service: string,
  segment: OfTrace & {
    readonly startNano: bigint
    readonly durationNano: bigint
    readonly parentId?: string
    readonly fault?: boolean
    /** With a subsegment in it. */
    readonly isParent?: boolean
  },
): Promise<void> {
  const seconds = (nanos: bigint) => Number(nanos / 1_000n) / 1e6
  const document = {
    trace_id: `1-${segment.traceId.slice(0, 8)}-${segment.traceId.slice(8)}`,
    id: segment.spanId ?? 'f'.repeat(16),
    ...(segment.parentId && { parent_id: segment.parentId }),
    name: service,
    start_time: seconds(segment.startNano),
    end_time: seconds(segment.startNano + segment.durationNano),
    http: { request: { method: 'POST', url: `http://${service}.test/send` } },
    ...(segment.fault && { fault: true }),
    ...(segment.isParent && {
      subsegments: [
        {
          ...{ id: 'e'.repeat(16), name: 'query', namespace: 'remote' },
          start_time: seconds(segment.startNano),
          end_time: seconds(segment.startNano + segment.durationNano),
        },
      ],
    }),
    ...(segment.run && {
      metadata: { default: { 'otel.resource.service.instance.id': segment.run } },
    }),
  }
  return post(`${consoleUrl}/TraceSegments`, {
    TraceSegmentDocuments: [JSON.stringify(document)],
  })
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rollbar-access-token': 'local' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
}
