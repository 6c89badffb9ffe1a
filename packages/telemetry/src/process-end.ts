import { setTimeout as sleep } from 'node:timers/promises'
import type { Telemetry } from './telemetry.ts'

const signals = ['SIGTERM', 'SIGINT'] as const

/**
 * For a process whose end nobody else arranges: when it runs out of work the telemetry is shut down;
 * when SIGTERM or SIGINT comes and no other listener is there, its apps are closed before.
 *
 * @param drainTimeoutMillis the longest that requests under way may still take
 * @returns a function that takes the listeners off again
 */
export function installProcessEnd(telemetry: Telemetry, drainTimeoutMillis: number): () => void {
  let ending = false

  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return
    // Whoever asks twice does not want to wait.
    if (ending) process.exit(1)
    ending = true
    void Promise.race([telemetry.closeApps(), sleep(drainTimeoutMillis)])
      .then(telemetry.shutdown)
      .finally(() => process.exit(process.exitCode ?? 0))
  }
  const onBeforeExit = () => void telemetry.shutdown()

  for (const signal of signals) process.on(signal, onSignal)
  process.once('beforeExit', onBeforeExit)
  return () => {
    for (const signal of signals) process.off(signal, onSignal)
    process.off('beforeExit', onBeforeExit)
  }
}
