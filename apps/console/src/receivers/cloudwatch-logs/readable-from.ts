import type { LogGroup } from './log-groups.ts'

const dayMillis = 24 * 3_600_000

/** The earliest time of an event that a group still shows, by its retention. */
export function readableFrom({ retentionDays }: LogGroup, nowMillis = Date.now()): number {
  return retentionDays === 0 ? 0 : nowMillis - retentionDays * dayMillis
}
