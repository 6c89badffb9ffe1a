import type { ErrorRow } from '../../model/error-row.ts'
import type { LogRow } from '../../model/log-row.ts'
import type { Rows } from '../../model/row-sink.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import type { SpanRow } from '../../model/span-row.ts'

export const tables = {
  spans: 'otel_traces',
  logs: 'otel_logs',
  segments: 'xray_segments',
  errors: 'rollbar_items',
} as const satisfies Record<keyof Rows, string>

/** Rows as JSON lines, the format that the engine reads fastest of those that are text. */
export function encodeRows<Kind extends keyof Rows>(
  kind: Kind,
  rows: readonly Rows[Kind][],
): string {
  const encode = kind === 'spans' ? encodeSpan : encodeTimed
  return wellFormed(rows.map((row) => encode(row as never)).join('\n'))
}

function encodeSpan(row: SpanRow): string {
  return JSON.stringify({
    ...row,
    Timestamp: dateTime64(row.Timestamp),
    'Events.Timestamp': row['Events.Timestamp'].map(dateTime64),
  })
}

function encodeTimed(row: LogRow | SegmentRow | ErrorRow): string {
  return JSON.stringify({ ...row, Timestamp: dateTime64(row.Timestamp) })
}

/** Nanoseconds as the seconds with nine decimals that DateTime64(9) reads exactly. */
function dateTime64(nanos: string): string {
  const digits = nanos.padStart(19, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`
}

/** JSON writes half a surrogate pair as an escape, which the engine refuses together with the whole batch. */
function wellFormed(json: string): string {
  if (!json.includes('\\ud')) return json
  return json.replaceAll(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (match) =>
    match === '\\\\' ? match : '\ufffd',
  )
}
