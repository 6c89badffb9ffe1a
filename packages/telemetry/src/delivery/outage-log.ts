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
  /** Looks now, instead of at the next interval. */
  look(): void
  stop(): void
}

/** While a back end fails, says once per interval which, since when, how much is queued and how much lost; then that it is over. */
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
      const lost = Object.values(dropped).reduce((total, count) => total + count, 0)
      const fields = { signal: name, destination, queued, lost, dropped }
      if (outage) {
        since.set(name, outage.since)
        warn({ ...fields, outage }, 'telemetry back end fails')
      } else if (since.has(name)) {
        info({ ...fields, since: since.get(name) }, 'telemetry back end works again')
        since.delete(name)
      }
    }
  }

  const timer = setInterval(look, intervalMillis)
  timer.unref()
  return { look, stop: () => clearInterval(timer) }
}
