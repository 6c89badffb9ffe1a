import { type Static, Type } from '../../contract/schema.ts'
import { formatEventId } from '../../decode/cloudwatch-logs/event-id.ts'
import { logEventRow } from '../../decode/cloudwatch-logs/log-event-row.ts'
import type { RowSink } from '../../model/row-sink.ts'
import type { RecordCounts } from '../record-counts.ts'
import { AwsError } from './aws-error.ts'
import { GroupName, type Input, integerFrom, listOf, required, StreamName } from './input.ts'
import type { StoredEvents } from './live-tail/sessions.ts'
import type { LogGroups } from './log-groups.ts'

export interface PutLogEventsOptions {
  readonly sink: RowSink
  readonly groups: LogGroups
  readonly nowMillis: () => number
  readonly counts: RecordCounts
  readonly retentionDays: number | undefined
  /** Called with events that are stored. */
  readonly onStored: (stored: StoredEvents) => void
}

const LogEvent = Type.Object({
  timestamp: integerFrom(0, Number.MAX_SAFE_INTEGER),
  message: Type.String({ minLength: 1 }),
})
const LogEvents = listOf(LogEvent, 10_000)
type InputEvent = Static<typeof LogEvent>

const maxBatchBytes = 1_048_576
const bytesPerEvent = 26
const maxAgeDays = 14
const hourMillis = 3_600_000
const dayMillis = 24 * hourMillis

/** PutLogEvents with the service's rules; the response is sent after the events are stored. */
export function createPutLogEvents(options: PutLogEventsOptions) {
  const { sink, groups, nowMillis, counts, retentionDays, onStored } = options
  let sequence = 0

  return async function putLogEvents(input: Input): Promise<object> {
    const logGroupName = required(input, 'logGroupName', GroupName)
    const logStreamName = required(input, 'logStreamName', StreamName)
    const size = Array.isArray(input.logEvents) ? input.logEvents.length : 0
    counts.add('received', size)
    try {
      const events = required(input, 'logEvents', LogEvents)
      checkBatch(events)
      groups.stream(logGroupName, logStreamName)
      const now = nowMillis()
      const group = groups.group(logGroupName)
      const window = findWindow(events, now, group.retentionDays, retentionDays)
      const kept = events.slice(window.start, window.end)
      const rows = kept.map(({ timestamp, message }) => {
        sequence += 1
        const position = { timestampMillis: timestamp, ingestionTimeMillis: now }
        const eventId = formatEventId(position, sequence)
        return logEventRow({
          timestampMillis: timestamp,
          message,
          logGroupName,
          logStreamName,
          eventId,
        })
      })
      if (rows.length > 0) await sink.insert('logs', rows)
      counts.add('stored', kept.length)
      onStored({ logGroupName, logStreamName, ingestionTimeMillis: now, events: kept })
      counts.reject('too old, expired or too new', events.length - kept.length)
      return {
        nextSequenceToken: String(sequence).padStart(56, '0'),
        ...(window.rejected && { rejectedLogEventsInfo: window.rejected }),
      }
    } catch (error) {
      if (error instanceof AwsError) counts.reject(error.message, size)
      else counts.add('dropped', size)
      throw error
    }
  }
}

/** @throws AwsError when the batch is not in order, too large or longer than a day */
function checkBatch(events: readonly InputEvent[]): void {
  let bytes = 0
  let previous = 0
  for (const { timestamp, message } of events) {
    bytes += Buffer.byteLength(message) + bytesPerEvent
    if (timestamp < previous)
      throw refused('Log events in a single PutLogEvents request must be in chronological order.')
    previous = timestamp
  }
  if (bytes > maxBatchBytes)
    throw refused(`Upload too large: ${bytes} bytes exceeds limit of ${maxBatchBytes}`)
  if (previous - (events[0]?.timestamp ?? 0) > dayMillis)
    throw refused(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    )
}

/** Selects the events that are neither too old, expired nor too new; the indexes are those of the service. */
function findWindow(
  events: readonly InputEvent[],
  now: number,
  groupDays: number,
  storeDays = maxAgeDays,
) {
  const firstFrom = (millis: number) => {
    const index = events.findIndex(({ timestamp }) => timestamp >= millis)
    return index < 0 ? events.length : index
  }
  const expired = groupDays > 0 ? firstFrom(now - groupDays * dayMillis) : 0
  const tooOld = firstFrom(now - Math.min(storeDays, maxAgeDays) * dayMillis)
  const end = firstFrom(now + 2 * hourMillis + 1)
  const start = Math.min(Math.max(expired, tooOld), end)
  const rejected = {
    ...(end < events.length && { tooNewLogEventStartIndex: end }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
  }
  return { start, end, rejected: Object.keys(rejected).length > 0 ? rejected : undefined }
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterException', message)
}
