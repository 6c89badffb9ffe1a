import { type Document, startUdp } from '../signals/segments/daemon.ts'
import { type FaultServer, startFaultServer } from './fault-server.ts'
import { type ReceivedRecord, receivedRecords } from './logs-receiver.ts'
import { decodePoints, type ReceivedPoint } from './metrics-receiver.ts'
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts'

export type Line = Readonly<Record<string, unknown>> & { readonly msg: string }

/** The four backends on the loopback, working until they are set to fail. */
export interface Backends {
  readonly otlp: OtlpReceiver
  readonly cloudWatch: FaultServer
  readonly rollbar: FaultServer
  /** Environment of a process that sends to them. */
  readonly environment: Readonly<Record<string, string>>
  segments(): readonly Document[]
  /** Lines as CloudWatch Logs took them. */
  logEvents(): Line[]
  /** Lines as the OTLP backend took them. */
  logRecords(): readonly ReceivedRecord[]
  // biome-ignore lint/suspicious/noExplicitAny: the tests assert on received JSON
  items(): any[]
  metricPoints(): readonly ReceivedPoint[]
  close(): Promise<void>
}

export async function startBackends(): Promise<Backends> {
  const otlp = await startOtlpReceiver()
  const rollbar = await startFaultServer(() => ({ body: '{"err":0,"result":{"uuid":"taken"}}' }))
  const cloudWatch = await startFaultServer(({ headers }) => ({
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: String(headers['x-amz-target']).endsWith('PutLogEvents')
      ? '{"nextSequenceToken":"1"}'
      : '{}',
  }))
  const daemon = await startUdp()
  return {
    otlp,
    cloudWatch,
    rollbar,
    environment: {
      OTEL_SERVICE_NAME: 'under-test',
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_BSP_SCHEDULE_DELAY: '20',
      OTEL_METRIC_EXPORT_INTERVAL: '200',
      AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}`,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: cloudWatch.url,
      TELEMETRY_LOGS_INTERVAL_MILLIS: '50',
      ROLLBAR_ACCESS_TOKEN: 'token-of-the-test',
      ROLLBAR_ENDPOINT: `${rollbar.url}/api/1/item/`,
      TELEMETRY_ERROR_REPORTS_PER_MINUTE: '10000',
    },
    segments: () => daemon.documents,
    logEvents: () =>
      cloudWatch.received.flatMap(({ body }) =>
        (JSON.parse(body.toString()).logEvents ?? []).map(({ message }: { message: string }) =>
          JSON.parse(message),
        ),
      ),
    logRecords: () => receivedRecords(otlp.received),
    items: () => rollbar.received.map(({ body }) => JSON.parse(body.toString()).data),
    metricPoints: () =>
      otlp.received
        .filter(({ path }) => path.endsWith('/v1/metrics'))
        .flatMap(({ body }) => decodePoints(body)),
    close: async () => {
      await Promise.all([otlp.close(), cloudWatch.close(), rollbar.close(), daemon.stop()])
    },
  }
}
