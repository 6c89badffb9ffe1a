import { expect, test } from 'vitest'
import { formatEventId } from '../../../src/decode/cloudwatch-logs/event-id.ts'
import { logEventRow } from '../../../src/decode/cloudwatch-logs/log-event-row.ts'

const eventId = formatEventId(
  { timestampMillis: 1_700_000_000_000, ingestionTimeMillis: 1_700_000_000_500 },
  7,
)

function rowOf(message: string | object) {
  return logEventRow({
    timestampMillis: 1_700_000_000_000,
    message: typeof message === 'string' ? message : JSON.stringify(message),
    logGroupName: 'cruddur',
    logStreamName: 'user-activities/1',
    eventId,
  })
}

test('parses a pino line', () => {
  const line = {
    level: 50,
    time: 1_700_000_000_000,
    service: 'user-activities',
    trace_id: '581CF771a006649127e371903a2de979',
    span_id: '70de5b6f19ff9a0a',
    trace_flags: '01',
    xray_trace_id: '1-581cf771-a006649127e371903a2de979',
    msg: 'request failed',
    err: { type: 'TypeError', stack: 'at x' },
    durations: [1, 2],
  }
  expect(rowOf(line)).toMatchObject({
    Timestamp: '1700000000000000000',
    TraceId: '581cf771a006649127e371903a2de979',
    SpanId: '70de5b6f19ff9a0a',
    TraceFlags: 1,
    SeverityText: 'ERROR',
    SeverityNumber: 17,
    ServiceName: 'user-activities',
    Body: 'request failed',
    ResourceAttributes: {
      'service.name': 'user-activities',
      'aws.log.group.names': 'cruddur',
      'aws.log.stream.names': 'user-activities/1',
    },
  })
  expect(rowOf(line).LogAttributes).toEqual({
    xray_trace_id: '1-581cf771-a006649127e371903a2de979',
    'err.type': 'TypeError',
    'err.stack': 'at x',
    durations: '[1,2]',
    'log.record.original': JSON.stringify(line),
    'log.record.uid': eventId,
  })
})

test.each(['plain text', '{broken', '[1]', '', '"text"'])('%o is the body as it is', (message) => {
  const row = rowOf(message)
  expect(row).toMatchObject({ Body: message, SeverityNumber: 0, TraceId: '', ServiceName: '' })
  expect(row.LogAttributes).toEqual({ 'log.record.uid': eventId })
})

test('uses a line without message as body', () => {
  expect(rowOf({ level: 30, a: 1 }).Body).toBe('{"level":30,"a":1}')
})

test.each([
  [10, 'TRACE', 1],
  [35, 'INFO', 9],
  [60, 'FATAL', 21],
  ['warn', 'WARN', 13],
  ['notice', 'notice', 0],
  [null, '', 0],
])('level %s is %s', (level, SeverityText, SeverityNumber) => {
  expect(rowOf({ level })).toMatchObject({ SeverityText, SeverityNumber })
})

test('keeps invalid IDs as attributes', () => {
  const row = rowOf({ trace_id: '0'.repeat(32), span_id: 7 })
  expect(row).toMatchObject({ TraceId: '', SpanId: '' })
  expect(row.LogAttributes).toMatchObject({ trace_id: '0'.repeat(32), span_id: '7' })
})

test('limits the count, depth and length of attributes', () => {
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`k${index}`, index]))
  expect(Object.keys(rowOf(many).LogAttributes).length).toBe(130)
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
  expect(Object.keys(rowOf(deep).LogAttributes).length).toBeLessThanOrEqual(3)
  const long = rowOf({ ['k'.repeat(500)]: 'v'.repeat(20_000) }).LogAttributes
  expect(Object.entries(long)[0]).toEqual([`${'k'.repeat(255)}…`, `${'v'.repeat(8_191)}…`])
})

test('keeps dangerous keys as plain data', () => {
  const row = rowOf('{"__proto__":{"polluted":"yes"},"constructor":"x"}')
  expect(row.LogAttributes).toMatchObject({ '__proto__.polluted': 'yes', constructor: 'x' })
  expect(({} as Record<string, unknown>).polluted).toBe(undefined)
})

test.each([
  ['shop/c0ffee/2026-11-22', 'shop', 'c0ffee'],
  ['a/b/c0ffee/2026-11-22', 'a/b', 'c0ffee'],
  ['shop/c0ffee/2026-11-22', 'cart', undefined],
  ['shop/2026-11-22', 'shop', undefined],
  ['i-0123456789', 'shop', undefined],
])('a line in the stream %s of the service %s is of the run %s', (stream, service, run) => {
  const row = logEventRow({
    timestampMillis: 1_700_000_000_000,
    message: JSON.stringify({ service, msg: 'hello' }),
    ...{ logGroupName: 'cruddur', logStreamName: stream, eventId },
  })
  expect(row.ResourceAttributes['service.instance.id']).toBe(run)
})
