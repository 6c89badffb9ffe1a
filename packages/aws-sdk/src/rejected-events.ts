import type { RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs'
import type { RejectedEvents } from './cloudwatch-logs-options.ts'

/** CloudWatch Logs returns indexes into the sorted batch: an exclusive end of old events, a start of new ones. */
export function rejectedEvents(info: RejectedLogEventsInfo, count: number): RejectedEvents {
  const within = (place: number | undefined, otherwise: number) =>
    Math.min(count, Math.max(0, place ?? otherwise))
  const tooOld = within(info.tooOldLogEventEndIndex, 0)
  const expired = Math.max(tooOld, within(info.expiredLogEventEndIndex, 0)) - tooOld
  const tooNew = count - Math.max(tooOld + expired, within(info.tooNewLogEventStartIndex, count))
  return { tooNew, tooOld, expired, invalid: 0 }
}
