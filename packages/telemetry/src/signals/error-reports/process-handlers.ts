type FatalOrigin = 'uncaughtException' | 'unhandledRejection'

interface ProcessHandlersOptions {
  /** Reports the error as `critical`; returns the item's uuid. */
  report(error: unknown, origin: FatalOrigin): string | undefined
  /** Writes the one fatal line. */
  log(error: unknown, origin: FatalOrigin, uuid: string | undefined): void
  /** Flushes all signals and closes them; expected to end by its own deadline. */
  shutdown(): Promise<unknown>
  /** How much longer than this the process never lives. */
  readonly shutdownTimeoutMillis: number
  /** Default `process.exit`. */
  exit?(code: number): void
}

const graceMillis = 1000

/**
 * What nobody caught is reported, logged and flushed, then the process exits with code 1.
 *
 * @returns a function that takes the handlers off again
 */
export function installProcessHandlers(options: ProcessHandlersOptions): () => void {
  const { report, log, shutdown, shutdownTimeoutMillis, exit = process.exit } = options
  let ending = false

  const end = (error: unknown, origin: FatalOrigin) => {
    // Neither the logger nor the reporter may stop the end, even if they are what broke.
    const uuid = attempt(() => report(error, origin))
    attempt(() => log(error, origin, uuid))
    if (ending) return
    ending = true
    process.exitCode = 1
    setTimeout(() => exit(1), shutdownTimeoutMillis + graceMillis)
    new Promise((resolve) => resolve(shutdown())).then(
      () => exit(1),
      () => exit(1),
    )
  }
  const onException = (error: unknown) => end(error, 'uncaughtException')
  const onRejection = (reason: unknown) => end(reason, 'unhandledRejection')

  process.on('uncaughtException', onException)
  process.on('unhandledRejection', onRejection)
  return () => {
    process.off('uncaughtException', onException)
    process.off('unhandledRejection', onRejection)
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
