import { neighborId, readEventId } from '../../decode/cloudwatch-logs/event-id.ts'
import type { LogEvent, LogEventReader } from '../../model/log-event-reader.ts'
import { AwsError } from './aws-error.ts'
import {
  Flag,
  type Input,
  integerFrom,
  logGroup,
  optional,
  required,
  StreamName,
  textUpTo,
} from './input.ts'
import type { LogGroups } from './log-groups.ts'
import { readableFrom } from './readable-from.ts'

const maxEvents = 10_000
const maxPageBytes = 1_048_576
const maxMillis = 99_999_999_999_999
const firstId = '0'.repeat(56)

interface Position {
  /** Direction of the page, from this event ID. */
  readonly forward: boolean
  readonly eventId: string
}

/** GetLogEvents: one stream, page by page in both directions. */
export function createGetLogEvents(groups: LogGroups, events: LogEventReader) {
  return async function getLogEvents(input: Input): Promise<object> {
    const group = groups.group(logGroup(input))
    const stream = groups.stream(group.name, required(input, 'logStreamName', StreamName))
    const position = readToken(input)
    const forward = position?.forward ?? optional(input, 'startFromHead', Flag) ?? false
    const found = await events.readLogEvents({
      logGroupName: group.name,
      logStreamNames: [stream.name],
      startMillis: Math.max(time(input, 'startTime', 0), readableFrom(group)),
      endMillis: time(input, 'endTime', maxMillis),
      ...(position && { [position.forward ? 'afterEventId' : 'beforeEventId']: position.eventId }),
      descending: !forward,
      limit: optional(input, 'limit', integerFrom(1, maxEvents)) ?? maxEvents,
      maxBytes: maxPageBytes,
    })
    // A stream that was deleted and created again starts empty.
    const own = found.filter(
      ({ eventId }) => readEventId(eventId).ingestionTimeMillis >= stream.createdAtMillis,
    )
    const ordered = forward ? own : own.toReversed()
    return { events: ordered.map(describe), ...tokens(ordered, position) }
  }
}

function describe({ eventId, timestampMillis, message }: LogEvent) {
  return {
    timestamp: timestampMillis,
    message,
    ingestionTime: readEventId(eventId).ingestionTimeMillis,
  }
}

function time(input: Input, name: string, fallback: number): number {
  return optional(input, name, integerFrom(0, maxMillis)) ?? fallback
}

function readToken(input: Input): Position | undefined {
  const token = optional(input, 'nextToken', textUpTo(128))
  if (token === undefined) return undefined
  const [, direction, eventId] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? []
  if (eventId === undefined)
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  return { forward: direction === 'f', eventId }
}

/** At the end of a direction, its token stays the same. */
function tokens(events: readonly LogEvent[], position: Position | undefined) {
  const first = events[0]?.eventId
  const last = events.at(-1)?.eventId
  const id = position?.eventId ?? firstId
  const after = last ?? (position?.forward === false ? neighborId(id, -1) : id)
  const before = first ?? (position?.forward === false ? id : neighborId(id, 1))
  return { nextForwardToken: `f/${after}/s`, nextBackwardToken: `b/${before}/s` }
}
