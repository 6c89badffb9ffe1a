import { formatDuration } from './duration.ts'

/** Requests (or spans) with the errors among them. */
export interface Counted {
  readonly count: number
  readonly errorCount: number
  /** Whether spans were sampled. */
  readonly estimated?: boolean
}

export const ESTIMATED = '≈'
/** Explains the mark of estimated figures. */
export const ESTIMATES = '≈ Estimated: spans are sampled.'

/** `1,234`, `≈12,000`. */
export function formatCount({ count, estimated }: Omit<Counted, 'errorCount'>): string {
  return `${mark(estimated)}${count.toLocaleString('en')}`
}

function mark(estimated: boolean | undefined): string {
  return estimated === true ? ESTIMATED : ''
}

/** Shown where nothing was counted. */
export const NOTHING = '–'

/** A share from 0 to 1: `0%`, `2.0%`, `33%`. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)}%`
}

export function formatErrorRate({ count, errorCount, estimated }: Counted): string {
  return count === 0 ? NOTHING : `${mark(estimated)}${formatShare(errorCount / count)}`
}

/** Errors and their share: `33 (2.0%)`, `0`. */
export function formatErrors({ count, errorCount, estimated }: Counted): string {
  if (count === 0) return NOTHING
  const errors = `${mark(estimated)}${errorCount.toLocaleString('en')}`
  return errorCount === 0 ? errors : `${errors} (${formatShare(errorCount / count)})`
}

/** A percentile of the durations of the counted spans. */
export function formatPercentile(count: number, nanos: string): string {
  return count === 0 ? NOTHING : formatDuration(BigInt(nanos))
}

/** Names the services whose requests are not counted by their spans. */
export function describeSources(
  services: readonly { readonly name: string; readonly source?: 'spans' | 'metrics' }[],
): string | undefined {
  const measured = services.filter(({ source }) => source === 'metrics')
  if (measured.length === 0) return undefined
  const names = measured.map(({ name }) => name).join(', ')
  return `Requests of ${names}: from the metric http.server.request.duration, because spans are sampled.`
}
