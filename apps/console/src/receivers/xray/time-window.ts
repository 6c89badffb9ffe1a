import type { TimeWindow } from '../../decode/xray/segment-document.ts'

const daySeconds = 24 * 3_600
const maxAgeDays = 30

/**
 * X-Ray accepts documents of the last 30 days; the store keeps those that ended within its
 * retention. The store partitions by day, so unbounded times would also create any number of parts.
 */
export function acceptedWindow(retentionDays = maxAgeDays, nowMillis = Date.now()): TimeWindow {
  const now = nowMillis / 1_000
  return {
    earliest: now - maxAgeDays * daySeconds,
    latest: now + daySeconds,
    earliestEnd: now - Math.min(retentionDays, maxAgeDays) * daySeconds,
    retainLongUntil: Math.min(Math.floor(now / daySeconds) + retentionDays, 65_535),
  }
}
