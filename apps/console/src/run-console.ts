import { ConfigurationError } from '@cruddur/environment'
import { StartError } from '@cruddur/fastify-service'
import { closeOnSignal } from './close-on-signal.ts'
import { readConfig } from './config.ts'
import { StoreError } from './model/store-error.ts'
import { checkStart } from './start-check.ts'
import { startConsole } from './start-console.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const complain = (text: string) => process.stderr.write(`console: ${text}\n`)

/** Checks everything and, unless it is told to check alone, starts the console and closes it on a signal. */
export async function runConsole(): Promise<void> {
  try {
    const config = readConfig(process.env)
    await checkStart(config)
    if (!process.argv.includes('--check')) {
      const running = await startConsole(config, { onError: (error) => complain(describe(error)) })
      closeOnSignal(running, config.lingerMillis, describe)
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
