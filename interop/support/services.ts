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

/** Starts user-activities with sample data and home-activities, with all signals sent to the console. */
export async function startServices(context: CaseContext): Promise<Services> {
  const userUrl = await startService(context, 'user-activities', {
    USER_ACTIVITIES_DATA_DIR: join(context.folder, 'user-activities'),
  })
  const homeUrl = await startService(context, 'home-activities', { USER_ACTIVITIES_URL: userUrl })
  return { homeUrl, userUrl }
}

async function startService(
  { console, processes }: CaseContext,
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const args = ['--conditions=cruddur-source', '--import', '@cruddur/telemetry/register']
  const child = processes.start(process.execPath, [...args, 'src/server.ts'], {
    cwd: join(repository, 'apps', name),
    env: {
      PORT: String(port),
      OTEL_SERVICE_NAME: name,
      OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpUrl,
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
  await until(`${name} to start`, async () => {
    if (child.hasEnded()) throw new Error(child.output().slice(-2_000))
    return (await fetch(`${url}/health/ready`)).ok
  })
  return url
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
