import type { LogEventReader, LogStreamSummary } from '../../model/log-event-reader.ts'
import { AwsError } from './aws-error.ts'
import {
  Flag,
  GroupName,
  type Input,
  integerFrom,
  logGroup,
  optional,
  StreamName,
  textUpTo,
} from './input.ts'
import type { LogGroup, LogGroups } from './log-groups.ts'
import { readPageToken, writePageToken } from './page-token.ts'

const maxPage = 50

function arn(group: string): string {
  return `arn:aws:logs:local:000000000000:log-group:${group}`
}

function page<Item>(items: readonly Item[], input: Input) {
  const limit = optional(input, 'limit', integerFrom(1, maxPage)) ?? maxPage
  const { from } = readPageToken(input, { from: 0 })
  const next = from + limit
  return {
    items: items.slice(from, next),
    ...(next < items.length && { nextToken: writePageToken({ from: next }) }),
  }
}

/** DescribeLogGroups and DescribeLogStreams. */
export function createDescriptions(groups: LogGroups, events: LogEventReader) {
  async function describeLogGroups(input: Input): Promise<object> {
    const prefix = optional(input, 'logGroupNamePrefix', GroupName)
    const pattern = optional(input, 'logGroupNamePattern', GroupName)?.toLowerCase()
    if (prefix !== undefined && pattern !== undefined)
      throw new AwsError(
        'InvalidParameterException',
        'logGroupNamePrefix and logGroupNamePattern are mutually exclusive',
      )
    const matching = groups
      .all()
      .filter(({ name }) => name.startsWith(prefix ?? ''))
      .filter(({ name }) => name.toLowerCase().includes(pattern ?? ''))
    const { items, ...token } = page(matching, input)
    const bytes = await events.countStoredBytes(items.map(({ name }) => name))
    const logGroups = items.map((group) => describeGroup(group, bytes.get(group.name)))
    return { logGroups, ...token }
  }

  async function describeLogStreams(input: Input): Promise<object> {
    const group = groups.group(logGroup(input))
    const prefix = optional(input, 'logStreamNamePrefix', StreamName)
    const byTime = orderBy(input) === 'LastEventTime'
    if (byTime && prefix !== undefined)
      throw new AwsError(
        'InvalidParameterException',
        'Cannot order by LastEventTime with a logStreamNamePrefix.',
      )
    const summaries = new Map(
      (await events.summarizeLogStreams(group.name, group.createdAtMillis)).map((summary) => [
        summary.logStreamName,
        summary,
      ]),
    )
    const lastEvent = (name: string) => summaries.get(name)?.lastEventMillis ?? 0
    const direction = (optional(input, 'descending', Flag) ?? false) ? -1 : 1
    const streams = [...group.streams.values()]
      .filter(({ name }) => name.startsWith(prefix ?? ''))
      .sort((a, b) => {
        const byName = a.name < b.name ? -1 : 1
        return direction * ((byTime && lastEvent(a.name) - lastEvent(b.name)) || byName)
      })
    const { items, ...token } = page(streams, input)
    return {
      logStreams: items.map(({ name, createdAtMillis }) => ({
        logStreamName: name,
        creationTime: createdAtMillis,
        ...describeEvents(summaries.get(name), createdAtMillis),
        uploadSequenceToken: '1'.padStart(56, '0'),
        arn: `${arn(group.name)}:log-stream:${name}`,
      })),
      ...token,
    }
  }

  return { describeLogGroups, describeLogStreams }
}

function describeGroup({ name, createdAtMillis, retentionDays }: LogGroup, storedBytes = 0) {
  return {
    logGroupName: name,
    creationTime: createdAtMillis,
    ...(retentionDays > 0 && { retentionInDays: retentionDays }),
    metricFilterCount: 0,
    storedBytes,
    arn: `${arn(name)}:*`,
    logGroupArn: arn(name),
    logGroupClass: 'STANDARD',
  }
}

/** Ignores events of an earlier stream with the same name. */
function describeEvents(summary: LogStreamSummary | undefined, createdAtMillis: number) {
  if (summary === undefined || summary.lastIngestionMillis < createdAtMillis) {
    return { storedBytes: 0 }
  }
  return {
    firstEventTimestamp: summary.firstEventMillis,
    lastEventTimestamp: summary.lastEventMillis,
    lastIngestionTime: summary.lastIngestionMillis,
    storedBytes: summary.storedBytes,
  }
}

function orderBy(input: Input): string {
  const order = optional(input, 'orderBy', textUpTo(32)) ?? 'LogStreamName'
  if (order === 'LogStreamName' || order === 'LastEventTime') return order
  throw new AwsError('InvalidParameterException', 'orderBy must be LogStreamName or LastEventTime')
}
