import { expect, test } from 'vitest'
import { decodeJsonLogs } from '../../../src/decode/otlp/json/decode-logs.ts'
import { decodeProtobufTraces } from '../../../src/decode/otlp/protobuf/decode-traces.ts'
import { timesOfImports, timesWithin } from '../../../src/decode/otlp/record-times.ts'
import { encodeProtobuf } from '../../support/otlp-schema.ts'

const day = 86_400_000_000_000n
const nowMillis = 1_796_035_348_807
const now = BigInt(nowMillis) * 1_000_000n
const today = Math.floor(nowMillis / 86_400_000)
const times = timesWithin(7, nowMillis)
const ids = { traceId: '2e7a6149fce24b48023d9a09cd6b87a1', spanId: '44f9e573fcbeabab' }

function decodeSpan(start: bigint, end: bigint, accepted = times) {
  const span = { ...ids, startTimeUnixNano: String(start), endTimeUnixNano: String(end) }
  const good = { ...span, startTimeUnixNano: String(now), endTimeUnixNano: String(now) }
  const request = { resourceSpans: [{ scopeSpans: [{ spans: [span, good] }] }] }
  return decodeProtobufTraces(encodeProtobuf('TracesRequest', request), accepted)
}

test.each([
  ['no time', 0n, 0n, 'startTimeUnixNano is missing or 0 (1 span)'],
  ['no start', 0n, now, 'startTimeUnixNano is missing or 0 (1 span)'],
  ['a time in 1970', 3_600n * 10n ** 9n, 3_601n * 10n ** 9n, 'older than the retention of 7 days'],
  [
    'an end eight days ago',
    now - 8n * day,
    now - 8n * day + 1n,
    'older than the retention of 7 days',
  ],
  [
    'a start in 2110',
    4_420_000_000_000_000_000n,
    4_420_000_000_000_000_001n,
    'startTimeUnixNano is after 2106-02-07',
  ],
  ['a start beyond int64', 9_223_372_036_854_775_813n, 1n, 'startTimeUnixNano is after 2106-02-07'],
  ['an end beyond int64', now, 18_446_744_073_709_551_615n, 'endTimeUnixNano is after 2106-02-07'],
])('rejects only the span with %s', (_, start, end, reason) => {
  const { rows, rejected, rejectedBecause } = decodeSpan(start, end)
  expect(rows).toHaveLength(1)
  expect(rejected).toBe(1)
  expect(rejectedBecause).toContain(reason)
})

test.each([
  ['6 days ago', now - 6n * day, now - 6n * day, undefined],
  ['a day ahead', now + day, now + day, undefined],
  ['in 2100', 4_102_444_800_000_000_000n, 4_102_444_800_005_000_000n, undefined],
  ['not ended yet', now, 0n, undefined],
  ['a job of 8 days that ends now', now - 8n * day, now, today + 7],
])('accepts a span %s', (_, start, end, RetainUntil) => {
  const { rows, rejected } = decodeSpan(start, end)
  expect(rejected).toBe(0)
  expect(rows[0]?.RetainUntil).toBe(RetainUntil)
})

test('keeps imports of any age until they are cleared', () => {
  const { rows } = decodeSpan(now - 400n * day, now - 400n * day, timesOfImports(nowMillis))
  expect(rows.map(({ RetainUntil }) => RetainUntil)).toEqual([65_535, 65_535])
})

test('gives log records without time their arrival time, and rejects old ones', () => {
  const logRecords = [
    { body: { stringValue: 'no time' } },
    { timeUnixNano: '0', observedTimeUnixNano: String(now - 5n) },
    { timeUnixNano: String(now - 8n * day) },
  ]
  const request = { resourceLogs: [{ scopeLogs: [{ logRecords }] }] }
  const { rows, rejectedBecause } = decodeJsonLogs(Buffer.from(JSON.stringify(request)), times)
  expect(rows.map(({ Timestamp }) => Timestamp)).toEqual([String(now), String(now - 5n)])
  expect(rejectedBecause).toBe(
    'the log record is older than the retention of 7 days (CONSOLE_RETENTION_DAYS) (1 log record)',
  )
})
