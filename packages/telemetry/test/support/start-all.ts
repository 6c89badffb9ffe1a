import { loadConfig } from '../../src/config/load-config.ts'
import { startTelemetry } from '../../src/start-telemetry.ts'
import type { Telemetry } from '../../src/telemetry.ts'
import { type FaultServer, startFaultServer } from './fault-server.ts'
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts'

export type Line = Readonly<Record<string, unknown>> & { readonly msg: string }

export interface Everything {
  readonly telemetry: Telemetry
  readonly otlp: OtlpReceiver
  readonly rollbar: FaultServer
  /** What went to stdout. */
  readonly lines: readonly Line[]
  // biome-ignore lint/suspicious/noExplicitAny: what came is what the tests are about
  items(): any[]
  stop(): Promise<void>
}

/** All signals of this process, each to a back end of its own on the loopback. */
export async function startAll(environment: Record<string, string> = {}): Promise<Everything> {
  const otlp = await startOtlpReceiver()
  const rollbar = await startFaultServer(() => ({ body: '{"err":0,"result":{"uuid":"taken"}}' }))
  const lines: Line[] = []
  const config = loadConfig(
    {},
    {
      OTEL_SERVICE_NAME: 'under-test',
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_BSP_SCHEDULE_DELAY: '20',
      ROLLBAR_ACCESS_TOKEN: 'token-of-the-test',
      ROLLBAR_ENDPOINT: `${rollbar.url}/api/1/item/`,
      TELEMETRY_ERROR_REPORTS_PER_MINUTE: '10000',
      ...environment,
    },
  )
  const telemetry = startTelemetry(config, {
    stdout: {
      write: (text) =>
        void lines.push(
          ...text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        ),
    },
  })
  return {
    telemetry,
    otlp,
    rollbar,
    lines,
    items: () => rollbar.received.map(({ body }) => JSON.parse(body.toString()).data),
    stop: async () => {
      await telemetry.shutdown()
      await Promise.all([otlp.close(), rollbar.close()])
    },
  }
}
