/** What of a signal's books a person is told; the contract's has more. */
interface Books {
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

export function countDropped({ dropped }: Books): number {
  return Object.values(dropped).reduce((sum, count) => sum + count, 0)
}

/** `12 queue_full, 3 rejected`; '' when nothing was dropped. */
export function describeDropped({ dropped }: Books): string {
  return Object.entries(dropped)
    .map(([reason, count]) => `${count.toLocaleString('en')} ${reason}`)
    .join(', ')
}

/** The books of all signals in a few words, the worst first; `isBad` when something is lost or fails. */
export function summarizeLedger(signals: readonly Books[]): {
  readonly text: string
  readonly isBad: boolean
} {
  const named = ({ name }: Books) => (SIGNAL_LABELS[name] ?? name).toLowerCase()
  const lost = signals
    .filter((books) => countDropped(books) > 0)
    .map((books) => `dropped ${countDropped(books).toLocaleString('en')} ${named(books)}`)
  const outages = signals
    .filter(({ outage }) => outage !== undefined)
    .map((books) => `${named(books)} failing, ${books.queued.toLocaleString('en')} queued`)
  const bad = [...lost, ...outages]
  if (bad.length > 0) return { text: bad.join('; '), isBad: true }
  const missing = signals
    .filter(({ sent, stored }) => stored < sent)
    .map((books) => `${(books.sent - books.stored).toLocaleString('en')} ${named(books)}`)
  if (missing.length > 0)
    return { text: `nothing dropped; sent elsewhere: ${missing.join(', ')}`, isBad: false }
  return { text: 'nothing dropped', isBad: false }
}
