import { Nanos, OneOf, type Static, Type } from './schema.ts'
import { TraceLog } from './signals.ts'
import { ServiceSearch } from './traces.ts'

const Name = Type.String({ minLength: 1, maxLength: 512 })

const filters = {
  /** CloudWatch log group and stream. */
  group: Type.Optional(Name),
  stream: Type.Optional(Name),
  service: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  /** Only of this start of a service: its `service.instance.id`. */
  run: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  /** A trace ID: 32 hex digits or X-Ray's form. */
  trace: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** This severe, or more. */
  level: Type.Optional(OneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal')),
  /** CloudWatch's filter pattern: terms, `{ $.json }` or `[columns]`. */
  filter: Type.Optional(Type.String({ minLength: 1, maxLength: 1_024 })),
}

/** Time range as in a trace search; all stored data by default. */
export const LogSearch = Type.Object(
  {
    ...filters,
    ...ServiceSearch.properties,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 })),
    cursor: Type.Optional(Type.String({ maxLength: 256 })),
  },
  { additionalProperties: false },
)
export type LogSearch = Static<typeof LogSearch>

/** `start`: only later lines (default: now). */
export const LogTail = Type.Object(
  { ...filters, start: ServiceSearch.properties.start },
  { additionalProperties: false },
)
export type LogTail = Static<typeof LogTail>

export const LogLine = Type.Object({
  ...TraceLog.properties,
  /** Unique together with the time. */
  id: Type.String(),
  /** '' when the line is of no trace. */
  traceId: Type.String(),
  /** '' when the line did not come from CloudWatch Logs. */
  group: Type.String(),
  stream: Type.String(),
})
export type LogLine = Static<typeof LogLine>

/** Newest first. With a pattern, pages before the last may have fewer lines than requested. */
export const LogList = Type.Object({
  lines: Type.Array(LogLine),
  nextCursor: Type.Optional(Type.String()),
})
export type LogList = Static<typeof LogList>

/** One line of the NDJSON of a tail; a batch without lines is a keep-alive. */
export const LogBatch = Type.Object({
  /** Oldest first. */
  lines: Type.Array(LogLine),
  /** True when more lines arrived at once than a batch holds. */
  truncated: Type.Optional(Type.Boolean()),
})
export type LogBatch = Static<typeof LogBatch>

export const LogGroupList = Type.Object({
  groups: Type.Array(
    Type.Object({
      name: Type.String(),
      streams: Type.Array(
        Type.Object({
          name: Type.String(),
          lineCount: Type.Integer(),
          /** '0' when there are no lines. */
          lastSeenUnixNano: Nanos,
        }),
      ),
    }),
  ),
})
export type LogGroupList = Static<typeof LogGroupList>
