import { requestSignal } from '../model/request-signal.ts'
import type { TimeRange } from '../model/telemetry-reader.ts'
import type { Repeats } from './each-span-once.ts'
import type { RunQuery } from './run-query.ts'

/**
 * Up to this many spans, percentiles are exact, and repeated spans are found by comparing all. In larger
 * ranges, up to this many that were recognized when they arrived count once.
 */
const maxExactRows = 100_000
const validMillis = 1_000

export interface SpanShape {
  readonly isSmall: boolean
  readonly repeats: Repeats
}

/** Counts the spans of a range; several queries of one request share the result. */
export function createSpanShape(run: RunQuery): (range: TimeRange) => Promise<SpanShape> {
  let last: { key: string; untilMillis: number; shape: Promise<SpanShape> } | undefined
  return (range) => {
    const key = `${range.fromNano}-${range.toNano}`
    const nowMillis = performance.now()
    if (last?.key === key && nowMillis < last.untilMillis) return last.shape
    // It belongs to several requests, so none of them cancels it.
    const shape = requestSignal.run(undefined, () => readShape(run, range))
    last = { key, untilMillis: nowMillis + validMillis, shape }
    return shape
  }
}

async function readShape(run: RunQuery, range: TimeRange): Promise<SpanShape> {
  const [counted] = await run<{ rowCount: number; spanCount: number; repeatCount: number }>(
    'analysis/count-shape',
    { range, parameters: { limit: maxExactRows + 1 } },
  )
  const { rowCount = 0, spanCount = 0, repeatCount = 0 } = counted ?? {}
  if (rowCount <= maxExactRows)
    return { isSmall: true, repeats: spanCount < rowCount ? 'compared' : 'none' }
  const isFew = repeatCount > 0 && repeatCount <= maxExactRows
  return { isSmall: false, repeats: isFew ? 'recognized' : 'none' }
}
