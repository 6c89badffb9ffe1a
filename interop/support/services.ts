import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { CaseContext } from './case.ts'
import { until } from './until.ts'

const repository = join(import.meta.dirname, '../..')

export interface Services {
  readonly homeUrl: string
  readonly userUrl: string
}

/**
 * Starts user-activities with sample data and home-activities. They send spans and metrics to
 * `otlpUrl`, by default the console, and the other signals to the console.
 */
export async function startServices(
  context: CaseContext,
  otlpUrl = context.console.otlpUrl,
  env: Readonly<Record<string, string>> = {},
): Promise<Services> {
  const userUrl = await startService(context, 'user-activities', {
    ...env,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
    USER_ACTIVITIES_DATA_DIR: join(context.folder, 'user-activities'),
  })
  const homeUrl = await startService(context, 'home-activities', {
    ...env,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
    USER_ACTIVITIES_URL: userUrl,
  })
  return { homeUrl, userUrl }
}

/** Starts a service with all signals sent to the console. */
export async function startService(
  { console, processes }: CaseContext,
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const port = env.PORT ?? String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const args = ['--conditions=cruddur-source', '--import', '@cruddur/telemetry/register']
  const child = processes.start(process.execPath, [...args, 'src/server.ts'], {
    cwd: join(repository, 'apps', name),
    env: {
      PORT: port,
      OTEL_SERVICE_NAME: name,
      OTEL_METRIC_EXPORT_INTERVAL: '5000',
      // A busy machine is slow, not broken.
      MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
      USER_ACTIVITIES_TIMEOUT_MILLIS: '20000',
      AWS_XRAY_DAEMON_ADDRESS: console.xrayAddress,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: console.url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      CLOUDWATCH_LOG_GROUP: 'cruddur',
      ROLLBAR_ACCESS_TOKEN: 'local',
      ROLLBAR_ENDPOINT: `${console.url}/api/1/item/`,
      ...env,
    },
  })
  await until(`${name} to start`, async () => (await fetch(`${url}/health/ready`)).ok, child)
  return url
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

interface SpanDelivery {
  readonly accepted: number
  readonly sent: number
  readonly queued: number
  readonly dropped: Readonly<Record<string, number>>
}

/** The delivery counters of the spans of a service, once its queue is empty. */
export async function untilSent(serviceUrl: string): Promise<SpanDelivery> {
  return until('the queue of the service to empty', async () => {
    const response = await fetch(`${serviceUrl}/health/telemetry`)
    const { spans } = (await response.json()) as { readonly spans: SpanDelivery }
    return spans.queued === 0 && spans
  })
}
