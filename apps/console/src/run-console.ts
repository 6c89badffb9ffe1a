import { ConfigurationError } from '@cruddur/environment'
import { StartError } from '@cruddur/fastify-service'
import { readConfig } from './config.ts'
import { StoreError } from './model/store-error.ts'
import { checkStart } from './start-check.ts'
import { type Console, startConsole } from './start-console.ts'

/** A terminal, a task runner and a watcher each pass Ctrl-C on: within this time it is the same one. */
const sameSignalMillis = 1_000
const closeTimeoutMillis = 15_000

const say = (text: string) => process.stdout.write(`${text}\n`)
const complain = (text: string) => process.stderr.write(`console: ${text}\n`)

/** Checks everything and, unless it is told to check alone, starts the console and closes it on a signal. */
export async function runConsole(): Promise<void> {
  try {
    const config = readConfig(process.env)
    await checkStart(config)
    if (!process.argv.includes('--check')) {
      const running = await startConsole(config, { onError: (error) => complain(describe(error)) })
      closeOnSignal(running, config.lingerMillis)
      say(`console: ${running.url} (OTLP ${running.otlpUrl}, X-Ray ${running.xrayAddress})`)
      if (config.token !== undefined)
        say(`console: reading needs CONSOLE_TOKEN; a browser gives it at ${running.url}/login`)
    }
  } catch (error) {
    for (const line of describe(error).split('\n')) complain(line)
    process.exit(1)
  }
}

/** Only an error that nobody foresaw shows its stack. */
function describe(error: unknown): string {
  const isForeseen =
    error instanceof ConfigurationError ||
    error instanceof StartError ||
    error instanceof StoreError
  if (isForeseen) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function closeOnSignal(running: Console, lingerMillis: number): void {
  let firstMillis: number | undefined
  const close = async () => {
    setTimeout(
      () => {
        complain(`not closed after ${closeTimeoutMillis} ms, gave up`)
        process.exit(1)
      },
      closeTimeoutMillis + 5 * lingerMillis,
    ).unref()
    await running.close(lingerMillis)
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      const nowMillis = performance.now()
      if (firstMillis === undefined) {
        firstMillis = nowMillis
        close().catch((error) => {
          complain(describe(error))
          process.exit(1)
        })
      } else if (nowMillis - firstMillis > sameSignalMillis) {
        complain(`closed at once by a second ${signal}`)
        process.exit(1)
      }
    })
}
