import { join } from 'node:path'
import type { Processes } from './processes.ts'
import { until } from './until.ts'

const repository = join(import.meta.dirname, '../..')

export interface ConsoleProcess {
  readonly url: string
  /** OTLP over HTTP. */
  readonly otlpUrl: string
  /** OTLP over gRPC. */
  readonly otlpGrpcUrl: string
  /** Host and port of the X-Ray daemon's protocols. */
  readonly xrayAddress: string
  stop(): Promise<void>
  /** Starts again after `stop`, with the same ports and data. */
  start(): Promise<void>
  /** Reads the public API. @throws unless the status is 2xx */
  get<Body>(path: string, query?: Readonly<Record<string, string>>): Promise<Body>
}

/** Starts the console from source, on free ports. */
export async function startConsole(processes: Processes, folder: string): Promise<ConsoleProcess> {
  const dataFolder = join(folder, 'console')
  let running = await launch(processes, dataFolder, {
    CONSOLE_PORT: '0',
    CONSOLE_OTLP_PORT: '0',
    CONSOLE_OTLP_GRPC_PORT: '0',
    CONSOLE_XRAY_PORT: '0',
  })
  const { url, otlpUrl, otlpGrpcUrl, xrayAddress } = running
  return {
    ...{ url, otlpUrl, otlpGrpcUrl, xrayAddress },
    stop: () => running.child.stop(),
    async start() {
      running = await launch(processes, dataFolder, {
        CONSOLE_PORT: new URL(url).port,
        CONSOLE_OTLP_PORT: new URL(otlpUrl).port,
        CONSOLE_OTLP_GRPC_PORT: new URL(otlpGrpcUrl).port,
        CONSOLE_XRAY_PORT: new URL(`http://${xrayAddress}`).port,
      })
    },
    async get<Body>(path: string, query: Readonly<Record<string, string>> = {}) {
      const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(query)}`)
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as Body
    },
  }
}

async function launch(
  processes: Processes,
  dataFolder: string,
  ports: Readonly<Record<string, string>>,
) {
  const child = processes.start(
    process.execPath,
    ['--conditions=cruddur-source', join(repository, 'apps/console/src/main.ts')],
    { env: { CONSOLE_DATA_DIR: dataFolder, ...ports } },
  )
  const [, url = '', otlpUrl = '', xrayAddress = '', grpcAddress = ''] = await until(
    'the console to start',
    async () => {
      const lines = /^console: (\S+) \(OTLP ([^,]+), X-Ray ([^)]+)\)\nconsole: OTLP\/gRPC (\S+)$/m
      return lines.exec(child.output()) ?? undefined
    },
    child,
  )
  return { child, url, otlpUrl, xrayAddress, otlpGrpcUrl: `http://${grpcAddress}` }
}
