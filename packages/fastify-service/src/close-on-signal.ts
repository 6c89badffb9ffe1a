import { setTimeout as sleep } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'

interface CloseOptions {
  readonly shutdownDrainMillis: number
  readonly shutdownTimeoutMillis: number
  readonly afterClose?: () => Promise<unknown>
}

/** A terminal, a task runner and a watcher each forward Ctrl-C: signals within this time count as one. */
const sameSignalMillis = 1_000

/** Share of the deadline for open requests; the remainder is for `afterClose`. */
const drainShare = 0.6

/** Closes the app and exits on a signal or an uncaught error, within one deadline. */
export function closeOnSignal(app: FastifyInstance, options: CloseOptions): void {
  const { shutdownTimeoutMillis } = options
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
  const grace = closeWithGrace(
    {
      delay: shutdownTimeoutMillis,
      // close-with-grace ends the process at a second signal; see sameSignalMillis.
      skip: [...signals],
      logger: false,
      onTimeout: () => printError(`shutdown timed out after ${shutdownTimeoutMillis} ms`),
      onSecondError: (error) => printError(`shutdown failed: ${String(error)}`),
    },
    async ({ err }) => {
      // Telemetry, when enabled, logs uncaught errors itself.
      const isLogged = process.listenerCount('uncaughtException') > 1
      if (err && !isLogged) app.log.fatal({ err }, 'closing after an uncaught error')
      await close(app, options)
    },
  )

  let firstAt: number | undefined
  for (const signal of signals)
    process.on(signal, () => {
      const now = performance.now()
      if (firstAt === undefined) {
        firstAt = now
        app.log.info({ signal }, 'closing')
        grace.close()
      } else if (now - firstAt > sameSignalMillis) {
        printError(`exiting immediately after a second ${signal}`)
        process.exit(1)
      }
    })
}

async function close(app: FastifyInstance, options: CloseOptions): Promise<void> {
  const { shutdownDrainMillis, shutdownTimeoutMillis, afterClose } = options
  if (app.hasDecorator('health')) app.health.stopReadiness()
  if (shutdownDrainMillis > 0) await sleep(shutdownDrainMillis)
  const cutOff = setTimeout(
    () => app.server.closeAllConnections(),
    Math.max(0, shutdownTimeoutMillis * drainShare - shutdownDrainMillis),
  )
  // Closes connections that were busy when the shutdown began, once they are idle.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
  try {
    await app.close()
  } finally {
    clearTimeout(cutOff)
    clearInterval(sweep)
    await afterClose?.()
  }
}

function printError(text: string): void {
  process.stderr.write(`${text}\n`)
}
