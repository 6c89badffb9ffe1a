import { type SpanStatus, SpanStatusCode } from '@opentelemetry/api'
import type { WarnOnce } from '../../warn-once.ts'

/** A status whose message is text, on errors only; undefined for one that sets nothing. */
export function cleanStatus(status: SpanStatus, warn: WarnOnce): SpanStatus | undefined {
  const { code, message } = status ?? {}
  if (!code) return undefined
  if (code !== SpanStatusCode.ERROR || message === undefined || message === null) return { code }
  if (typeof message === 'string') return { code, message }
  warn('a status message must be a string', message)
  return { code }
}
