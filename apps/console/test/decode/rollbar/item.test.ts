import { describe, expect, test } from 'vitest'
import { decodeItem } from '../../../src/decode/rollbar/item.ts'

const arrival = { receivedAtMillis: 1_700_000_000_500, uuid: 'f'.repeat(32) }

function trace(line: number, message = 'boom') {
  return {
    exception: { class: 'TypeError', message },
    frames: [
      { filename: '/app/server.ts', lineno: 1, method: 'main' },
      { filename: '/app/routes.ts', lineno: line, method: 'handler' },
    ],
  }
}

const item = {
  environment: 'development',
  timestamp: 1_700_000_000.25,
  level: 'critical',
  uuid: 'abc',
  code_version: '1.2.3',
  context: 'GET /api/activities/@:handle',
  body: { trace_chain: [trace(7), { exception: { class: 'Cause' }, frames: [] }] },
  custom: {
    trace_id: '581CF771a006649127e371903a2de979',
    span_id: '70de5b6f19ff9a0a',
    service: 'user-activities',
  },
}

function rowOf(data: object) {
  const decoded = decodeItem(data, arrival)
  if ('problem' in decoded) throw new Error(decoded.problem)
  return decoded.row
}

test('decodes an occurrence to a row', () => {
  expect(rowOf(item)).toMatchObject({
    Timestamp: '1700000000250000000',
    Uuid: 'abc',
    TraceId: '581cf771a006649127e371903a2de979',
    SpanId: '70de5b6f19ff9a0a',
    ServiceName: 'user-activities',
    Environment: 'development',
    CodeVersion: '1.2.3',
    Level: 'critical',
    Title: 'TypeError: boom',
    ExceptionClass: 'TypeError',
    Message: 'boom',
    Context: 'GET /api/activities/@:handle',
    Data: JSON.stringify(item),
  })
})

test('reads IDs from attributes', () => {
  const { custom: _, ...rest } = item
  const attributes = [
    null,
    { key: 'trace_id', value: 'a'.repeat(32) },
    { key: 'span_id', value: 'b'.repeat(16) },
  ]
  expect(rowOf({ ...rest, attributes })).toMatchObject({
    TraceId: 'a'.repeat(32),
    SpanId: 'b'.repeat(16),
    ServiceName: '',
  })
})

test.each([
  ['zeros', { trace_id: '0'.repeat(32) }],
  ['too long', { trace_id: 'a'.repeat(33) }],
  ['a number', { trace_id: 7 }],
])('an invalid ID (%s) is dropped', (_, custom) => {
  expect(rowOf({ ...item, custom })).toMatchObject({ TraceId: '', SpanId: '' })
})

describe('a fingerprint', () => {
  const fingerprint = (data: object) => rowOf({ ...item, ...data }).Fingerprint
  const same = fingerprint({})

  test('is the given one, hashed when it is long', () => {
    expect(fingerprint({ fingerprint: 'mine' })).toBe('mine')
    expect(fingerprint({ fingerprint: 'x'.repeat(200) })).toMatch(/^[0-9a-f]{40}$/)
  })

  test('groups by code location, ignoring line and message', () => {
    expect(fingerprint({ body: { trace: trace(99, 'other') } })).toBe(same)
    expect(fingerprint({ body: { trace: { ...trace(7), frames: [] } } })).not.toBe(same)
  })

  test('groups messages that differ in numbers only', () => {
    const message = (body: string) => fingerprint({ body: { message: { body } } })
    expect(message('user 17 of deadbeefcafe left')).toBe(message('user 4 of 0123456789ab left'))
    expect(message('user 17 left')).not.toBe(message('user 17 came'))
  })
})

test.each([
  ['a message', { message: { body: 'hello\nworld' } }, 'hello', ''],
  ['a crash report', { crash_report: { raw: 'Exiting\n' } }, 'Exiting', ''],
  ['a trace', { trace: trace(1) }, 'TypeError: boom', 'TypeError'],
])('%s is a body', (_, body, Title, ExceptionClass) => {
  expect(rowOf({ ...item, body })).toMatchObject({ Title, ExceptionClass })
})

test.each([undefined, 'now', -1, 0, 1e-9, 4_294_967_296, 1e12, 1e308, Number.NaN])(
  'the time %s is replaced by the time of receipt',
  (timestamp) => {
    expect(rowOf({ ...item, timestamp }).Timestamp).toBe('1700000000500000000')
  },
)

test('redacts credentials', () => {
  const { Data } = rowOf({
    ...item,
    access_token: 'canary',
    request: {
      headers: { Authorization: 'canary', cookie: 'canary', 'X-Rollbar-Access-Token': 'canary' },
    },
    notifier: { configured_options: { accessToken: 'canary' } },
  })
  expect(Data).not.toContain('canary')
})

test('assigns a UUID to an occurrence without one', () => {
  expect(rowOf({ ...item, uuid: 7 }).Uuid).toBe(arrival.uuid)
})

test.each([
  ['no object', [], 'data is required'],
  ['no environment', { ...item, environment: '' }, 'data.environment'],
  ['no body', { ...item, body: undefined }, 'data.body is required'],
  ['an empty body', { ...item, body: {} }, 'exactly one of'],
  ['two bodies', { ...item, body: { trace: trace(1), message: { body: 'x' } } }, 'exactly one of'],
  ['a message without text', { ...item, body: { message: {} } }, 'data.body.message.body'],
  ['an empty chain', { ...item, body: { trace_chain: [] } }, 'data.body.trace_chain'],
  ['a trace without class', { ...item, body: { trace: { frames: [] } } }, 'exception.class'],
  ['a trace without frames', { ...item, body: { trace: { exception: { class: 'X' } } } }, 'frames'],
  ['another level', { ...item, level: 'fatal' }, 'data.level'],
])('an item with %s is refused', (_, data, problem) => {
  expect(decodeItem(data, arrival)).toEqual({ problem: expect.stringContaining(problem) })
})

test.each([
  [1, 1_700_000_000 - 86_400 + 5, undefined],
  [1, 1_700_000_000 - 86_400 - 5, 'data.timestamp is older than CONSOLE_RETENTION_DAYS (1)'],
  [60, 1_700_000_000 - 29 * 86_400, undefined],
  [30, 1_700_000_000 - 31 * 86_400, 'data.timestamp is older than CONSOLE_RETENTION_DAYS (30)'],
  [7, 5, 'data.timestamp is older than CONSOLE_RETENTION_DAYS (7)'],
  [undefined, 5, undefined],
])(
  'with a retention of %s days, an item of %s s has the problem %s',
  (days, timestamp, problem) => {
    const data = { environment: 'test', timestamp, body: { message: { body: 'x' } } }
    const decoded = decodeItem(data, { ...arrival, retentionDays: days })
    expect('problem' in decoded ? decoded.problem : undefined).toBe(problem)
  },
)
