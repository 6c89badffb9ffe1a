import { ConfigurationError } from '@cruddur/environment'
import { StartError } from '@cruddur/fastify-service'
import { closeOnSignal } from './close-on-signal.ts'
import { readConfig } from './config.ts'
import { StoreError } from './model/store-error.ts'
import { runMigrate } from './run-migrate.ts'
import { checkStart } from './start-check.ts'
import { startConsole } from './start-console.ts'

const print = (text: string) => process.stdout.write(`${text}\n`)
const printError = (text: string) => process.stderr.write(`console: ${text}\n`)

const usage = `Usage: console [--check]
       console migrate [--help]

Starts the console, configured by environment variables (docs/environment-variables.md).

  --check  check the configuration, the ports and the store, and exit
  migrate  create the tables on a ClickHouse server
`

/** Checks the configuration and, without `--check`, starts the console and closes it on a signal; `migrate` creates tables. */
export async function runConsole(): Promise<void> {
  try {
    const [command, ...args] = process.argv.slice(2)
    if (command === '--help' || command === '-h') return void print(usage)
    if (command !== undefined && command !== '--check' && command !== 'migrate') {
      printError(`unknown argument ${command}\n\n${usage.trimEnd()}`)
      process.exit(2)
    }
    const config = readConfig(process.env)
    if (command === 'migrate') return await runMigrate(config, args, print)
    await checkStart(config)
    if (command !== '--check') {
      const running = await startConsole(config, {
        onError: (error) => printError(describe(error)),
      })
      closeOnSignal(running, config.lingerMillis, describe)
      print(`console: ${running.url} (OTLP ${running.otlpUrl}, X-Ray ${running.xrayAddress})`)
      if (running.otlpGrpcAddress !== undefined)
        print(`console: OTLP/gRPC ${running.otlpGrpcAddress}`)
      if (config.token !== undefined)
        print(
          `console: reading requires CONSOLE_TOKEN; in a browser, sign in at ${running.url}/login`,
        )
    }
  } catch (error) {
    for (const line of describe(error).split('\n')) printError(line)
    process.exit(1)
  }
}

/** Expected errors are one line; any other error is printed with its stack. */
function describe(error: unknown): string {
  const isExpected =
    error instanceof ConfigurationError ||
    error instanceof StartError ||
    error instanceof StoreError
  if (isExpected) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
