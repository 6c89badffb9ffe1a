import type { FastifyInstance } from 'fastify'
import { closeOnSignal } from './close-on-signal.ts'
import { portIsFree } from './port-is-free.ts'
import type { ServerConfig } from './server-variables.ts'
import { type AddressVariables, describeStartError, listenError } from './start-error.ts'

type ListenConfig = Pick<
  ServerConfig,
  'host' | 'port' | 'shutdownDrainMillis' | 'shutdownTimeoutMillis'
>

export interface StartServerOptions<Config extends ListenConfig> {
  /** Begins each line about the start, such as `user-activities`. */
  readonly name: string
  /** Reads the configuration; may throw ConfigurationError. */
  readonly load: () => Config
  /** What else must hold before anything starts, such as `folderIsWritable`; may throw StartError. */
  readonly check?: (config: Config) => Promise<void>
  /** Builds the app and opens what it needs; may throw StartError. */
  readonly build: (config: Config) => Promise<FastifyInstance>
  /** Runs after the last request was answered, within the same deadline. */
  readonly afterClose?: () => Promise<unknown>
  /** The variables that set the address. Default `HOST` and `PORT`. */
  readonly addressVariables?: AddressVariables
  /** Default `process.argv`. With `--check` everything is checked, nothing started. */
  readonly arguments?: readonly string[]
}

/**
 * Starts a service: configuration, checks, app, port. On SIGTERM and SIGINT alike readiness goes
 * off, requests end, `afterClose` runs, the process exits 0; or 1 when the deadline passes first.
 * When it cannot start it writes one line that says why and what to do, and exits 1.
 */
export async function startServer<Config extends ListenConfig>(
  options: StartServerOptions<Config>,
): Promise<void> {
  const { name, load, check, build, afterClose, arguments: argv = process.argv } = options
  const variables = options.addressVariables ?? { host: 'HOST', port: 'PORT' }
  let app: FastifyInstance | undefined
  try {
    const config = load()
    await portIsFree(config, variables)
    await check?.(config)
    if (argv.includes('--check')) process.exit(0)

    app = await build(config)
    closeOnSignal(app, { ...config, ...(afterClose && { afterClose }) })
    await app
      .listen({ host: config.host, port: config.port })
      .catch((error: NodeJS.ErrnoException) => {
        throw listenError(error, config, variables) ?? error
      })
  } catch (error) {
    for (const line of describeStartError(error)) process.stderr.write(`${name}: ${line}\n`)
    await app?.close().catch(() => undefined)
    process.exit(1)
  }
}
