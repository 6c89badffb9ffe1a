import type { LogGroup } from './log-groups.ts'

const dayMillis = 24 * 3_600_000

/** Earliest event time that is readable under the retention of the group. */
export function readableFrom({ retentionDays }: LogGroup, nowMillis = Date.now()): number {
  return retentionDays === 0 ? 0 : nowMillis - retentionDays * dayMillis
}
