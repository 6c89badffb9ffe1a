import { Type } from '../../../contract/schema.ts'
import { InsightsError } from '../../../decode/cloudwatch-logs/insights/insights-error.ts'
import {
  maxQueryLength,
  parseInsightsQuery,
} from '../../../decode/cloudwatch-logs/insights/parse-insights-query.ts'
import type {
  InsightsQuery,
  InsightsReader,
  InsightsResult,
} from '../../../model/insights-query.ts'
import type { LogEventReader } from '../../../model/log-event-reader.ts'
import { AwsError } from '../aws-error.ts'
import {
  GroupName,
  type Input,
  integerFrom,
  listOf,
  logGroup,
  optional,
  required,
  textUpTo,
} from '../input.ts'
import type { LogGroups } from '../log-groups.ts'
import { readPageToken, writePageToken } from '../page-token.ts'
import { readableFrom } from '../readable-from.ts'
import { getLogRecord, writePointer } from './log-record.ts'
import { createQueryRuns, type QueryRun } from './query-runs.ts'

export interface InsightsOptions {
  readonly groups: LogGroups
  readonly events: LogEventReader
  readonly reader: InsightsReader
  nowMillis(): number
  onError(error: unknown): void
}

const maxRows = 10_000
const maxGroups = 50
const maxMillis = 99_999_999_999_999
const queryLanguage = 'CWLI'

/** StartQuery, GetQueryResults, StopQuery, DescribeQueries and GetLogRecord. */
export function createInsightsOperations(options: InsightsOptions) {
  const { groups, events, reader, nowMillis, onError } = options
  const runs = createQueryRuns(nowMillis, onError)
  const queryId = (input: Input) => required(input, 'queryId', textUpTo(256))

  return {
    startQuery(input: Input) {
      const language = optional(input, 'queryLanguage', textUpTo(16)) ?? queryLanguage
      if (language !== queryLanguage)
        throw invalid(`queryLanguage must be ${queryLanguage} (got "${language}")`)
      const queryString = required(input, 'queryString', textUpTo(maxQueryLength))
      const names = readGroups(input)
      const scope = {
        groups: names.map((name) => ({ name, fromMillis: readableFrom(groups.group(name)) })),
        startMillis: readTime(input, 'startTime'),
        endMillis: readTime(input, 'endTime'),
        limit: optional(input, 'limit', integerFrom(1, maxRows)) ?? maxRows,
      }
      if (scope.startMillis > scope.endMillis) throw invalid('startTime must not be after endTime')
      const query = readQuery(queryString)
      const run = () => reader.runInsights(query, scope)
      return { queryId: runs.start({ queryString, logGroups: names, run }) }
    },

    getQueryResults(input: Input) {
      const { status, result, logGroups } = runs.get(queryId(input))
      return {
        queryLanguage,
        status,
        results: result ? toResults(result) : [],
        statistics: {
          recordsMatched: result?.recordsMatched ?? 0,
          recordsScanned: result?.recordsScanned ?? 0,
          bytesScanned: result?.bytesScanned ?? 0,
          estimatedRecordsSkipped: 0,
          estimatedBytesSkipped: 0,
          logGroupsScanned: logGroups.length,
        },
      }
    },

    stopQuery(input: Input) {
      runs.stop(queryId(input))
      return { success: true }
    },

    describeQueries(input: Input) {
      const group = optional(input, 'logGroupName', GroupName)
      const status = optional(input, 'status', textUpTo(16))
      const limit = optional(input, 'maxResults', integerFrom(1, 1_000)) ?? 1_000
      const { from } = readPageToken(input, { from: 0 })
      const matching = runs
        .all()
        .filter((run) => group === undefined || run.logGroups.includes(group))
        .filter((run) => status === undefined || run.status === status)
      return {
        queries: matching.slice(from, from + limit).map(describe),
        ...(from + limit < matching.length && {
          nextToken: writePageToken({ from: from + limit }),
        }),
      }
    },

    getLogRecord: (input: Input) =>
      getLogRecord(required(input, 'logRecordPointer', textUpTo(2_048)), groups, events),
  }

  function readGroups(input: Input): string[] {
    const given = ['logGroupName', 'logGroupNames', 'logGroupIdentifiers'].filter(
      (name) => input[name] !== undefined,
    )
    const [name, ...others] = given
    if (name === undefined || others.length > 0)
      throw invalid(
        'Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be provided',
      )
    const entries =
      name === 'logGroupName'
        ? [input[name]]
        : required(input, name, listOf(Type.Unknown(), maxGroups))
    const key = name === 'logGroupIdentifiers' ? 'logGroupIdentifier' : 'logGroupName'
    return [...new Set(entries.map((entry) => groups.group(logGroup({ [key]: entry })).name))]
  }
}

function readQuery(queryString: string): InsightsQuery {
  try {
    return parseInsightsQuery(queryString)
  } catch (error) {
    if (!(error instanceof InsightsError)) throw error
    const location = { startCharOffset: error.from, endCharOffset: error.to }
    const queryCompileError = { location, message: error.message }
    throw new AwsError('MalformedQueryException', error.message, { queryCompileError })
  }
}

/** Seconds; CloudWatch takes milliseconds as well. */
function readTime(input: Input, name: string): number {
  const time = optional(input, name, integerFrom(0, maxMillis)) ?? -1
  if (time < 0) throw invalid(`${name} must be set, in seconds since the epoch`)
  if (time >= 1e11) return time
  return time * 1_000 + (name === 'endTime' ? 999 : 0)
}

/** A row has only the fields that have a value. */
function toResults({ columns, rows }: InsightsResult) {
  return rows.map((row) =>
    columns.flatMap((field, index) => {
      const value = row[index]
      if (value === null || value === undefined) return []
      return [{ field, value: field === '@ptr' ? writePointer(value) : value }]
    }),
  )
}

function describe({ queryId, queryString, status, createdAtMillis, logGroups }: QueryRun) {
  return {
    ...{ queryLanguage, queryId, queryString, status },
    createTime: createdAtMillis,
    logGroupName: logGroups[0],
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message)
}
