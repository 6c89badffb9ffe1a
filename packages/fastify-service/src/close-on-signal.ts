import { setTimeout as sleep } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'

interface CloseOptions {
  readonly shutdownDrainMillis: number
  readonly shutdownTimeoutMillis: number
  readonly afterClose?: () => Promise<unknown>
}

/** A terminal, a task runner and a watcher each pass Ctrl-C on: within this time it is the same one. */
const sameSignalMillis = 1_000

/** The part of the deadline that requests may use up; the rest belongs to `afterClose`. */
const drainShare = 0.6

/** Closes the app and ends the process on a signal or an uncaught error, under one deadline. */
export function closeOnSignal(app: FastifyInstance, options: CloseOptions): void {
  const { shutdownTimeoutMillis } = options
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
  const grace = closeWithGrace(
    {
      delay: shutdownTimeoutMillis,
      // close-with-grace ends the process at a second signal; see sameSignalMillis.
      skip: [...signals],
      logger: false,
      onTimeout: () => complain(`not closed after ${shutdownTimeoutMillis} ms, gave up`),
      onSecondError: (error) => complain(`failed while closing: ${String(error)}`),
    },
    async ({ err }) => {
      // Telemetry logs uncaught errors itself when it is on; once is enough.
      const othersTell = process.listenerCount('uncaughtException') > 1
      if (err && !othersTell) app.log.fatal({ err }, 'closing after an uncaught error')
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
        complain(`closed at once by a second ${signal}`)
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
  // A connection that was busy when the close began stays open after its answer; nobody else ends it.
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
  try {
    await app.close()
  } finally {
    clearTimeout(cutOff)
    clearInterval(sweep)
    await afterClose?.()
  }
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}
