import type { RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs'
import type { RejectedEvents } from './cloudwatch-logs-options.ts'

/** The service names places in the sorted batch: an end (not included) of the old, a start of the new. */
export function rejectedEvents(info: RejectedLogEventsInfo, count: number): RejectedEvents {
  const within = (place: number | undefined, otherwise: number) =>
    Math.min(count, Math.max(0, place ?? otherwise))
  const tooOld = within(info.tooOldLogEventEndIndex, 0)
  const expired = Math.max(tooOld, within(info.expiredLogEventEndIndex, 0)) - tooOld
  const tooNew = count - Math.max(tooOld + expired, within(info.tooNewLogEventStartIndex, count))
  return { tooNew, tooOld, expired }
}
