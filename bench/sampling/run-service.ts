import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ConsoleProcess } from '../console/console-process.ts'

export interface SampledService {
  readonly url: string
  /** Flushes and exits. @returns the delivery counters */
  stop(): Promise<Readonly<Record<string, { readonly dropped: object }>>>
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** A service that exports to the console. */
export async function startService(
  name: string,
  running: ConsoleProcess,
  environment: Readonly<Record<string, string>>,
): Promise<SampledService> {
  const child = fork(file('./service.ts'), [], {
    cwd: file('..'),
    execArgv: ['--expose-gc', '--import', import.meta.resolve('@cruddur/telemetry/register')],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      OTEL_SERVICE_NAME: name,
      OTEL_EXPORTER_OTLP_ENDPOINT: running.otlpUrl,
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      // Large requests, so that the console of a busy machine keeps up.
      OTEL_BSP_MAX_QUEUE_SIZE: '200000',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '5000',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with ${code}`)
  })
  exited.catch(() => undefined)
  const message = async <T>() => (await Promise.race([once(child, 'message'), exited]))[0] as T
  const { url } = await message<{ url: string }>()
  return {
    url,
    async stop() {
      const ended = once(child, 'exit')
      const stopped = message<{ ledger: Record<string, { dropped: object }> }>()
      child.send('stop')
      const { ledger } = await stopped
      await ended
      return ledger
    },
  }
}
