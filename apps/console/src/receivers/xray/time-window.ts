import type { TimeWindow } from '../../decode/xray/segment-document.ts'

const daySeconds = 24 * 3_600

/**
 * X-Ray takes documents of the last 30 days. The store keeps a day in a part of its own, so times
 * without bounds would also let a few senders exhaust it.
 */
export function acceptedWindow(nowMillis = Date.now()): TimeWindow {
  const now = nowMillis / 1_000
  return { earliest: now - 30 * daySeconds, latest: now + daySeconds }
}
