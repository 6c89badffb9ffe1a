import protobuf from 'protobufjs'
import { type FaultServer, type ReceivedRequest, startFaultServer } from './fault-server.ts'
import { otlpLogsSchema } from './otlp-logs-schema.ts'

const root = protobuf.Root.fromJSON(otlpLogsSchema)
const requestType = root.lookupType('otlp.ExportLogsServiceRequest')
const responseType = root.lookupType('otlp.ExportLogsServiceResponse')

// biome-ignore lint/suspicious/noExplicitAny: tests assert on decoded messages
type Decoded = any

export interface ReceivedRecord {
  readonly timeMillis: number
  readonly observedMillis: number
  readonly severityNumber: number
  readonly severityText: string
  readonly body: unknown
  readonly attributes: Readonly<Record<string, unknown>>
  readonly traceId: string
  readonly spanId: string
  readonly resource: Readonly<Record<string, unknown>>
  readonly scope: string
}

export interface LogsReceiver extends FaultServer {
  records(): ReceivedRecord[]
}

/** An OTLP/HTTP backend for logs. @param rejected the number of records it rejects per request */
export async function startLogsReceiver(
  rejected = 0,
  statusOf: (request: ReceivedRequest) => number = () => 200,
): Promise<LogsReceiver> {
  const partialSuccess = { rejectedLogRecords: rejected, errorMessage: 'too many' }
  const body = responseType.encode(rejected > 0 ? { partialSuccess } : {}).finish()
  const server = await startFaultServer((request) => {
    const status = statusOf(request)
    return { status, headers: { 'content-type': 'application/x-protobuf' }, body }
  })
  return Object.assign(server, { records: () => receivedRecords(server.received) })
}

/** The records that an OTLP backend accepted at `/v1/logs`. */
export function receivedRecords(received: readonly ReceivedRequest[]): ReceivedRecord[] {
  return received
    .filter(({ path }) => path.endsWith('/v1/logs'))
    .flatMap((request) => decodeRecords(request.body))
}

export function decodeRecords(body: Uint8Array): ReceivedRecord[] {
  const decoded: Decoded = requestType.toObject(requestType.decode(body), {
    longs: Number,
    defaults: true,
    arrays: true,
    oneofs: true,
  })
  return decoded.resourceLogs.flatMap(({ resource, scopeLogs }: Decoded) =>
    scopeLogs.flatMap(({ scope, logRecords }: Decoded) =>
      logRecords.map((record: Decoded) => ({
        timeMillis: Math.round(record.timeUnixNano / 1e6),
        observedMillis: Math.round(record.observedTimeUnixNano / 1e6),
        severityNumber: record.severityNumber,
        severityText: record.severityText,
        body: plain(record.body),
        attributes: pairs(record.attributes),
        traceId: Buffer.from(record.traceId).toString('hex'),
        spanId: Buffer.from(record.spanId).toString('hex'),
        resource: pairs(resource.attributes),
        scope: scope.name,
      })),
    ),
  )
}

function pairs(attributes: readonly { key: string; value: Decoded }[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]))
}

/** Null for an empty value. */
function plain(value: Decoded): unknown {
  const kind = value?.value
  if (kind === undefined) return null
  if (kind === 'arrayValue') return value.arrayValue.values.map(plain)
  return kind === 'kvlistValue' ? pairs(value.kvlistValue.values) : value[kind]
}
