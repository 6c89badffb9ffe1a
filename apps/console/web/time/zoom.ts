import { formatExactInstant } from '../../src/format/instant.ts'
import { type StepRange, startOfStep, type TimeSteps } from './time-steps.ts'
import type { UrlTime } from './url-time.ts'

type TimeChange = Record<'since' | 'start' | 'end', string | undefined>

const WIDER: readonly string[] = ['5m', '15m', '1h', '6h', '1d', '7d']

/** Returns the URL parameters for a range of steps. */
export function zoomInto(steps: TimeSteps, { first, last }: StepRange): TimeChange {
  return {
    since: undefined,
    start: toAddress(startOfStep(steps, first)),
    end: toAddress(startOfStep(steps, last + 1)),
  }
}

/**
 * Triples the range around its center, not beyond now; `undefined` when it cannot grow.
 * @param bounded whether the page does not show all data at once
 */
export function zoomOut({ since, start, end }: UrlTime, nowMillis: number, bounded = false) {
  if (start === undefined && end === undefined) {
    const wider = since === undefined ? undefined : WIDER[WIDER.indexOf(since) + 1]
    if (wider === undefined && (since === undefined || bounded)) return undefined
    return { since: wider, start, end } satisfies TimeChange
  }
  const from = Date.parse(start ?? '')
  const to = end === undefined ? nowMillis : Date.parse(end)
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined
  const widthMillis = Math.max(1, to - from)
  const change: TimeChange = {
    since: undefined,
    start: millisToAddress(from - widthMillis),
    end: millisToAddress(Math.min(to + widthMillis, Math.max(to, nowMillis))),
  }
  return change
}

/** ISO 8601 without trailing zeros. */
function toAddress(nanos: bigint): string {
  return formatExactInstant(String(nanos)).replace(/\.?0+Z$/, 'Z')
}

function millisToAddress(millis: number): string {
  return toAddress(BigInt(Math.round(millis)) * 1_000_000n)
}
