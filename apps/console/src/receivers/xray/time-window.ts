import type { TimeWindow } from '../../decode/xray/segment-document.ts'

const daySeconds = 24 * 3_600

/**
 * X-Ray accepts documents of the last 30 days. The store partitions by day, so unbounded times would
 * also let a few senders create any number of parts.
 */
export function acceptedWindow(nowMillis = Date.now()): TimeWindow {
  const now = nowMillis / 1_000
  return { earliest: now - 30 * daySeconds, latest: now + daySeconds }
}
