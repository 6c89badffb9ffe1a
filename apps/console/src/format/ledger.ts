/** The counters of a signal that are shown. */
interface Counters {
  readonly name: string
  readonly sent: number
  readonly queued: number
  readonly dropped: Readonly<Record<string, number>>
  readonly outage?: { readonly since: string; readonly reason: string } | undefined
  readonly stored: number
}

export const SIGNAL_LABELS: Readonly<Record<string, string>> = {
  spans: 'Spans',
  segments: 'Segments',
  logs: 'Log lines',
  errorReports: 'Error reports',
  metrics: 'Metrics',
}

export function countDropped({ dropped }: Counters): number {
  return Object.values(dropped).reduce((sum, count) => sum + count, 0)
}

/** `12 queue_full, 3 rejected`; '' when nothing was dropped. */
export function describeDropped({ dropped }: Counters): string {
  return Object.entries(dropped)
    .map(([reason, count]) => `${count.toLocaleString('en')} ${reason}`)
    .join(', ')
}

/** The counters of all signals in a few words, problems first; `isBad` when something was dropped or fails. */
export function summarizeLedger(signals: readonly Counters[]): {
  readonly text: string
  readonly isBad: boolean
} {
  const named = ({ name }: Counters) => (SIGNAL_LABELS[name] ?? name).toLowerCase()
  const lost = signals
    .filter((counters) => countDropped(counters) > 0)
    .map((counters) => `dropped ${countDropped(counters).toLocaleString('en')} ${named(counters)}`)
  const outages = signals
    .filter(({ outage }) => outage !== undefined)
    .map((counters) => `${named(counters)} failing, ${counters.queued.toLocaleString('en')} queued`)
  const bad = [...lost, ...outages]
  if (bad.length > 0) return { text: bad.join('; '), isBad: true }
  const missing = signals
    .filter(({ sent, stored }) => stored < sent)
    .map(
      (counters) => `${(counters.sent - counters.stored).toLocaleString('en')} ${named(counters)}`,
    )
  if (missing.length > 0)
    return { text: `nothing dropped; sent elsewhere: ${missing.join(', ')}`, isBad: false }
  return { text: 'nothing dropped', isBad: false }
}
