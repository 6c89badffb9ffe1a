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
  look(): void
  stop(): void
}

/** Logs one line per interval for each failing backend, with its outage and counters, and one line when it recovers. */
export function startOutageLog({
  signals,
  intervalMillis,
  warn,
  info,
}: OutageLogOptions): OutageLog {
  const since = new Map<string, string>()

  function look(): void {
    for (const { name, destination, ledger } of signals) {
      const { outage, queued, dropped } = ledger()
      const droppedTotal = Object.values(dropped).reduce((total, count) => total + count, 0)
      const fields = { signal: name, destination, queued, dropped, droppedTotal }
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

  const timer = setInterval(look, intervalMillis)
  timer.unref()
  return { look, stop: () => clearInterval(timer) }
}
