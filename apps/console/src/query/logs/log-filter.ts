import type { LogTail } from '../../contract/logs.ts'
import { compileFilterPattern } from '../../decode/cloudwatch-logs/filter-pattern/compile-filter-pattern.ts'
import { FilterPatternError } from '../../decode/cloudwatch-logs/filter-pattern/filter-pattern-error.ts'
import type { LogLineRow, LogSelection } from '../../model/log-search-reader.ts'
import { QueryError } from '../query-error.ts'
import { parseTraceId } from '../trace-id.ts'

/** Filters of both lists of lines. */
type LogFilter = Omit<LogTail, 'start'>

/** The first number of each of OpenTelemetry's ranges. */
const severityNumbers = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const

/** The part of a filter that the store evaluates. */
export function toSelection({ trace, level, ...filter }: LogFilter): LogSelection {
  return {
    ...(filter.group !== undefined && { group: filter.group }),
    ...(filter.stream !== undefined && { stream: filter.stream }),
    ...(filter.service !== undefined && { service: filter.service }),
    ...(filter.run !== undefined && { run: filter.run }),
    ...(trace !== undefined && { traceId: parseTraceId(trace) }),
    ...(level !== undefined && { minSeverityNumber: severityNumbers[level] }),
  }
}

/**
 * The part that is left: whether a line matches the pattern.
 * @throws QueryError when the pattern does not follow CloudWatch's syntax
 */
export function toMatcher({ filter = '' }: LogFilter): (line: LogLineRow) => boolean {
  try {
    const matches = compileFilterPattern(filter)
    return (line) => matches(messageOf(line))
  } catch (error) {
    if (!(error instanceof FilterPatternError)) throw error
    throw new QueryError('CON_QUERY_INVALID', `Invalid filter pattern: ${error.message}`)
  }
}

/** The line as it was sent; pino's lines are stored unchanged in an attribute. */
function messageOf({ LogAttributes, Body }: LogLineRow): string {
  return LogAttributes['log.record.original'] ?? Body
}
