import { neighborId } from '../../../decode/cloudwatch-logs/event-id.ts'
import { flattenAttributes } from '../../../decode/cloudwatch-logs/flatten-attributes.ts'
import type { LogEventReader } from '../../../model/log-event-reader.ts'
import { AwsError } from '../aws-error.ts'
import type { LogGroups } from '../log-groups.ts'

const maxMillis = 99_999_999_999_999
const maxBytes = 1_048_576

/** The pointer of an event, from `group:event ID`. */
export function writePointer(event: string): string {
  return Buffer.from(event).toString('base64url')
}

/** GetLogRecord: the event of an `@ptr`, with the fields of a JSON message. */
export async function getLogRecord(
  pointer: string,
  groups: LogGroups,
  events: LogEventReader,
): Promise<object> {
  const [, logGroupName, eventId] =
    /^([^:]+):(\d{56})$/.exec(Buffer.from(pointer, 'base64url').toString()) ?? []
  if (logGroupName === undefined || eventId === undefined)
    throw new AwsError('InvalidParameterException', 'The specified logRecordPointer is invalid.')
  const [event] = await events.readLogEvents({
    logGroupName: groups.group(logGroupName).name,
    startMillis: 0,
    endMillis: maxMillis,
    afterEventId: neighborId(eventId, -1),
    beforeEventId: neighborId(eventId, 1),
    descending: false,
    limit: 1,
    maxBytes,
  })
  if (event === undefined)
    throw new AwsError('ResourceNotFoundException', 'The specified log event does not exist.')
  return {
    logRecord: {
      ...fieldsOf(event.message),
      '@timestamp': String(event.timestampMillis),
      '@message': event.message,
      '@logStream': event.logStreamName,
      '@log': `000000000000:${logGroupName}`,
    },
  }
}

function fieldsOf(message: string): Record<string, string> {
  if (!message.startsWith('{')) return {}
  try {
    return flattenAttributes(JSON.parse(message))
  } catch {
    return {}
  }
}
