import { formatExactInstant } from '../../src/format/instant.ts'
import { type StepRange, startOfStep, type TimeSteps } from './time-steps.ts'

/** What the address says about time. */
export interface AskedTime {
  readonly since?: string | undefined
  readonly start?: string | undefined
  readonly end?: string | undefined
}

type TimeChange = Record<'since' | 'start' | 'end', string | undefined>

const WIDER: readonly string[] = ['5m', '15m', '1h', '6h', '1d', '7d']

/** The steps as parts of the address: from one instant to another. */
export function zoomInto(steps: TimeSteps, { first, last }: StepRange): TimeChange {
  return {
    since: undefined,
    start: toAddress(startOfStep(steps, first)),
    end: toAddress(startOfStep(steps, last + 1)),
  }
}

/** Three times as much, around the same middle and not beyond now; `undefined` when there is no more. */
export function zoomOut({ since, start, end }: AskedTime, nowMillis: number) {
  if (start === undefined && end === undefined) {
    if (since === undefined) return undefined
    return { since: WIDER[WIDER.indexOf(since) + 1], start, end } satisfies TimeChange
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

/** ISO 8601, without zeros that say nothing. */
function toAddress(nanos: bigint): string {
  return formatExactInstant(String(nanos)).replace(/\.?0+Z$/, 'Z')
}

function millisToAddress(millis: number): string {
  return toAddress(BigInt(Math.round(millis)) * 1_000_000n)
}
