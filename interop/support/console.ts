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
  /** Reads the public API. @throws unless the status is 2xx */
  get<Body>(path: string, query?: Readonly<Record<string, string>>): Promise<Body>
}

/** Starts the console from source, on free ports. */
export async function startConsole(processes: Processes, folder: string): Promise<ConsoleProcess> {
  const child = processes.start(
    process.execPath,
    ['--conditions=cruddur-source', join(repository, 'apps/console/src/main.ts')],
    {
      env: {
        CONSOLE_PORT: '0',
        CONSOLE_OTLP_PORT: '0',
        CONSOLE_OTLP_GRPC_PORT: '0',
        CONSOLE_XRAY_PORT: '0',
        CONSOLE_DATA_DIR: join(folder, 'console'),
      },
    },
  )
  const [, url = '', otlpUrl = '', xrayAddress = '', grpc = ''] = await until(
    'the console to start',
    async () => {
      if (child.hasEnded()) throw new Error(child.output())
      const lines = /^console: (\S+) \(OTLP ([^,]+), X-Ray ([^)]+)\)\nconsole: OTLP\/gRPC (\S+)$/m
      return lines.exec(child.output()) ?? undefined
    },
  )
  return {
    url,
    otlpUrl,
    otlpGrpcUrl: `http://${grpc}`,
    xrayAddress,
    async get<Body>(path: string, query: Readonly<Record<string, string>> = {}) {
      const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(query)}`)
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as Body
    },
  }
}
