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
  /** Prefix of each line about the start, such as `user-activities`. */
  readonly name: string
  /** Reads the configuration; may throw ConfigurationError. */
  readonly load: () => Config
  /** Further checks before the start, such as `folderIsWritable`; may throw StartError. */
  readonly check?: (config: Config) => Promise<void>
  /** Builds the app and opens its resources; may throw StartError. */
  readonly build: (config: Config) => Promise<FastifyInstance>
  /** Runs after the last response, within the same deadline. */
  readonly afterClose?: () => Promise<unknown>
  /** Records a failed start, for example in the log; its stderr line is already printed. */
  readonly onStartError?: (error: unknown) => Promise<unknown>
  /** Names of the variables that set the address. Default: `HOST` and `PORT`. */
  readonly addressVariables?: AddressVariables
  /** Default: `process.argv`. `--check` runs the checks without starting. */
  readonly arguments?: readonly string[]
}

/**
 * Starts a service: configuration, checks, app, port. On SIGTERM and SIGINT it fails readiness,
 * finishes open requests, runs `afterClose` and exits with 0, or with 1 after the deadline. A failed
 * start prints one line with the reason and the remedy, and exits with 1.
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
    if (!argv.includes('--check')) await options.onStartError?.(error)
    process.exit(1)
  }
}
