import type { LogRow } from './log-row.ts'
import type { TimeRange } from './telemetry-reader.ts'

/** A place in the list of log lines, newest first. */
export interface LogPosition {
  readonly timeUnixNano: string
  readonly id: string
}

export interface LogLineRow extends LogRow {
  /** Unique, and ascending in order of arrival. */
  readonly Id: string
}

/** Filters of log lines; every one is optional. */
export interface LogSelection {
  /** CloudWatch log group and stream. */
  readonly group?: string
  readonly stream?: string
  readonly service?: string
  /** `service.instance.id`. */
  readonly run?: string
  /** 32 lower-case hex digits. */
  readonly traceId?: string
  /** OpenTelemetry's severity number, at least. */
  readonly minSeverityNumber?: number
}

export interface LogLineQuery extends LogSelection {
  readonly range: TimeRange
  /** Only lines after this one in the list. */
  readonly after?: LogPosition
  readonly limit: number
}

export interface LogStreamRow {
  readonly groupName: string
  /** '' for the group itself. */
  readonly streamName: string
  readonly lineCount: number
  /** `'0'` when the stream has no lines. */
  readonly lastSeenUnixNano: string
}

/** Reads log lines by time, however they came. */
export interface LogSearchReader {
  /** Newest first, each line once. */
  findLogLines(query: LogLineQuery): Promise<LogLineRow[]>
  /** CloudWatch groups and streams, those without lines too, by name. */
  listLogStreams(): Promise<LogStreamRow[]>
}
