import type { LedgerSnapshot } from './ledger.ts'

interface Watched {
  readonly name: string
  readonly destination: string
  ledger(): LedgerSnapshot
}

export interface OutageLogOptions {
  readonly signals: readonly Watched[]
  readonly intervalMillis: number
  warn(fields: object, message: string): void
  info(fields: object, message: string): void
}

export interface OutageLog {
  /** Checks now instead of at the next interval. */
  check(): void
  stop(): void
}

/**
 * Logs one line per interval for each failing backend, with its outage and counters, one line when it
 * recovers, and one line for the first drop of each reason.
 */
export function startOutageLog({
  signals,
  intervalMillis,
  warn,
  info,
}: OutageLogOptions): OutageLog {
  const since = new Map<string, string>()
  const logged = new Set<string>()

  function check(): void {
    for (const { name, destination, ledger } of signals) {
      const { outage, queued, dropped } = ledger()
      const droppedTotal = Object.values(dropped).reduce((total, count) => total + count, 0)
      const fields = { signal: name, destination, queued, dropped, droppedTotal }
      for (const [reason, count] of Object.entries(dropped)) {
        if (logged.has(`${name} ${reason}`)) continue
        logged.add(`${name} ${reason}`)
        const about = { signal: name, destination, reason, count }
        warn({ event: 'telemetry.dropped', ...about }, 'telemetry dropped')
      }
      if (outage) {
        since.set(name, outage.since)
        warn({ event: 'telemetry.outage', ...fields, outage }, 'telemetry backend fails')
      } else if (since.has(name)) {
        info(
          { event: 'telemetry.recovered', ...fields, since: since.get(name) },
          'telemetry backend recovered',
        )
        since.delete(name)
      }
    }
  }

  const timer = setInterval(check, intervalMillis)
  timer.unref()
  return {
    check,
    stop: () => {
      clearInterval(timer)
      check()
    },
  }
}
