import { setTimeout as sleep } from 'node:timers/promises'
import type { TelemetryHandle } from '../telemetry.ts'

const signals = ['SIGTERM', 'SIGINT'] as const

/** A terminal, a task runner and a watcher each pass a signal on; within this time it is the same one. */
const sameSignalMillis = 1000

/** Time for other listeners to begin closing the app, or to end the process once it is closed. */
const otherListenersMillis = 3000

/**
 * Closes the apps, shuts telemetry down and ends the process on SIGTERM and SIGINT, and shuts
 * telemetry down when the process runs out of work. Other listeners, for example of a library or of
 * the application, may close the apps and end the process first. A signal is ignored if the
 * application claims the shutdown. A worker of a cluster ends with the signal, as its primary expects.
 *
 * @param timeoutMillis for the requests, and again for the telemetry
 * @returns a function that removes the listeners
 */
export function endOnSignals(telemetry: TelemetryHandle, timeoutMillis: number): () => void {
  const { apps } = telemetry
  let firstAt: number | undefined
  let isEndedByOthers = false

  const exit = () => process.exit(process.exitCode ?? 0)

  async function end(signal: NodeJS.Signals, hasOthers: boolean): Promise<void> {
    // Another listener may exit as soon as it has closed the app.
    if (hasOthers) await Promise.race([apps.closing, sleep(otherListenersMillis)])
    else apps.end()
    await apps.closeAll(timeoutMillis)
    await telemetry.shutdown()
    if (hasOthers) setTimeout(exit, otherListenersMillis).unref()
    else if (process.getBuiltinModule('node:cluster').isWorker) {
      remove()
      process.kill(process.pid, signal)
    } else exit()
  }

  const onSignal = (signal: NodeJS.Signals) => {
    const hasOthers = otherListeners(signal) > 0
    // A signal may arrive before the application listens.
    if (apps.isShutdownClaimed && hasOthers) return
    const now = performance.now()
    if (firstAt === undefined) {
      firstAt = now
      isEndedByOthers = hasOthers
      void end(signal, hasOthers).catch(exit)
    } else if (now - firstAt > sameSignalMillis) {
      // NestJS sends the signal again once it has closed the app, which flushed telemetry.
      if (isEndedByOthers && apps.areClosed) void telemetry.shutdown(0).finally(exit)
      else process.exit(1)
    }
  }
  const onBeforeExit = () => void telemetry.shutdown()

  for (const signal of signals) process.on(signal, onSignal)
  process.once('beforeExit', onBeforeExit)
  return remove

  function remove(): void {
    for (const signal of signals) process.off(signal, onSignal)
    process.off('beforeExit', onBeforeExit)
  }
}

/** Listeners besides this one; those of signal-exit only wait for others to end the process. */
function otherListeners(signal: NodeJS.Signals): number {
  const emitters = [
    (globalThis as Record<symbol, unknown>)[Symbol.for('signal-exit emitter')],
    // signal-exit 3
    (process as { readonly __signal_exit_emitter__?: unknown }).__signal_exit_emitter__,
  ]
  const waiting = emitters
    .map((emitter) => (emitter as { readonly count?: number } | undefined)?.count ?? 0)
    .reduce((total, count) => total + count)
  return process.listenerCount(signal) - 1 - waiting
}
