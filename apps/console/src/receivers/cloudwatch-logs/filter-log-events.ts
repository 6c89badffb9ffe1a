import { readEventId } from '../../decode/cloudwatch-logs/event-id.ts'
import {
  compileFilterPattern,
  maxFilterPatternLength,
} from '../../decode/cloudwatch-logs/filter-pattern/compile-filter-pattern.ts'
import { FilterPatternError } from '../../decode/cloudwatch-logs/filter-pattern/filter-pattern-error.ts'
import type { LogEvent, LogEventReader } from '../../model/log-event-reader.ts'
import { AwsError } from './aws-error.ts'
import {
  Flag,
  type Input,
  integerFrom,
  listOf,
  logGroup,
  optional,
  required,
  StreamName,
  textUpTo,
} from './input.ts'
import type { LogGroup, LogGroups } from './log-groups.ts'
import { readPageToken, writePageToken } from './page-token.ts'
import { readableFrom } from './readable-from.ts'

const maxEvents = 10_000
const maxPageBytes = 1_048_576
const maxMillis = 99_999_999_999_998
/** Limit of events scanned per call; an empty page with a token is therefore not the end. */
const maxScanned = 20_000
const eventsPerRead = 2_000
const bytesPerRead = 8 * 1_024 * 1_024

/** FilterLogEvents: events of a group that match a pattern, across streams, in order of time. */
export function createFilterLogEvents(groups: LogGroups, events: LogEventReader) {
  return async function filterLogEvents(input: Input): Promise<object> {
    const group = groups.group(logGroup(input))
    const matches = readPattern(input)
    const limit = optional(input, 'limit', integerFrom(1, maxEvents)) ?? maxEvents
    const startMillis = optional(input, 'startTime', integerFrom(0, maxMillis)) ?? 0
    const endMillis = optional(input, 'endTime', integerFrom(0, maxMillis)) ?? maxMillis
    const query = {
      logGroupName: group.name,
      ...readStreams(input),
      startMillis: Math.max(startMillis, readableFrom(group)),
      endMillis: endMillis + 1,
      limit: eventsPerRead,
      maxBytes: bytesPerRead,
    }
    const first = { descending: !(optional(input, 'startFromHead', Flag) ?? true), id: '' }
    const { descending, id } = readPageToken(input, first)
    const found: LogEvent[] = []
    let bytes = 0
    let last = checkId(id)
    for (let scanned = 0; scanned < maxScanned; ) {
      const position = last && { [descending ? 'beforeEventId' : 'afterEventId']: last }
      const read = await events.readLogEvents({ ...query, ...position, descending })
      if (read.length === 0) return toResponse(found)
      for (const event of read) {
        if (isReadable(event, group) && matches(event.message)) {
          bytes += Buffer.byteLength(event.message)
          if (found.length > 0 && bytes > maxPageBytes)
            return toResponse(found, { descending, id: last })
          found.push(event)
        }
        last = event.eventId
        if (found.length === limit) return toResponse(found, { descending, id: last })
      }
      scanned += read.length
    }
    return toResponse(found, { descending, id: last })
  }
}

function toResponse(
  events: readonly LogEvent[],
  next?: { descending: boolean; id: string },
): object {
  return {
    events: events.map(({ eventId, logStreamName, timestampMillis, message }) => ({
      logStreamName,
      timestamp: timestampMillis,
      message,
      ingestionTime: readEventId(eventId).ingestionTimeMillis,
      eventId,
    })),
    searchedLogStreams: [],
    ...(next && { nextToken: writePageToken(next) }),
  }
}

/** A stream that was deleted and created again starts empty. */
function isReadable({ eventId, logStreamName }: LogEvent, group: LogGroup): boolean {
  const stream = group.streams.get(logStreamName)
  return stream !== undefined && readEventId(eventId).ingestionTimeMillis >= stream.createdAtMillis
}

function checkId(id: string): string {
  if (id === '' || /^\d{56}$/.test(id)) return id
  throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
}

/** The test of `filterPattern`. @throws AwsError InvalidParameterException */
export function readPattern(input: Input): (message: string) => boolean {
  if (input.filterPattern === '') return () => true
  const pattern = optional(input, 'filterPattern', textUpTo(maxFilterPatternLength))
  try {
    return compileFilterPattern(pattern ?? '')
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error
    throw new AwsError('InvalidParameterException', `Invalid filter pattern: ${error.message}`)
  }
}

function readStreams(input: Input) {
  const prefix = optional(input, 'logStreamNamePrefix', StreamName)
  if (input.logStreamNames === undefined) return prefix && { logStreamNamePrefix: prefix }
  if (prefix !== undefined)
    throw new AwsError(
      'InvalidParameterException',
      'logStreamNames and logStreamNamePrefix are mutually exclusive',
    )
  return { logStreamNames: required(input, 'logStreamNames', listOf(StreamName, 100)) }
}
