import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  type InputLogEvent,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type LogsConsole, startLogsConsole } from './logs-console.ts'

const where = { logGroupName: 'cruddur', logStreamName: 'user-activities' }
const hourMillis = 3_600_000
const dayMillis = 24 * hourMillis
let logs: LogsConsole

beforeEach(async () => {
  logs = await startLogsConsole()
  await logs.client.send(new CreateLogGroupCommand(where))
  await logs.client.send(new CreateLogStreamCommand(where))
})
afterEach(() => logs.close())

const put = (logEvents: InputLogEvent[], into: object = where) =>
  logs.client.send(new PutLogEventsCommand({ ...where, ...into, logEvents }))

test('stores one row per event with its own time', async () => {
  const now = Date.now()
  const { nextSequenceToken, rejectedLogEventsInfo } = await put([
    { timestamp: now - 5, message: '{"level":30,"msg":"hello","service":"user-activities"}' },
    { timestamp: now, message: 'not JSON' },
  ])
  expect([typeof nextSequenceToken, rejectedLogEventsInfo]).toEqual(['string', undefined])
  expect(logs.sink.rows.logs).toMatchObject([
    {
      Timestamp: `${now - 5}000000`,
      Body: 'hello',
      SeverityText: 'INFO',
      ServiceName: 'user-activities',
    },
    { Timestamp: `${now}000000`, Body: 'not JSON' },
  ])
  const ids = logs.sink.rows.logs.map(({ LogAttributes }) => LogAttributes['log.record.uid'] ?? '')
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(2)
  expect(logs.receiver.counters()).toMatchObject({
    received: 2,
    stored: 2,
    rejected: 0,
    dropped: 0,
  })
})

test.each([
  ['group', { logGroupName: 'no' }, 'The specified log group does not exist.'],
  ['stream', { logStreamName: 'no' }, 'The specified log stream does not exist.'],
])('reports a missing %s', async (_, into, message) => {
  await expect(put([{ timestamp: Date.now(), message: 'x' }], into)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message,
  })
})

test('rejects and reports events that are too old, expired or too new', async () => {
  const now = Date.now()
  const old = await put([
    { timestamp: now - 14 * dayMillis - 60_000, message: 'too old' },
    { timestamp: now - 14 * dayMillis + 60_000, message: 'fine' },
  ])
  expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 })
  await logs.client.send(new PutRetentionPolicyCommand({ ...where, retentionInDays: 1 }))
  const expired = await put([
    { timestamp: now - dayMillis - 60_000, message: 'expired' },
    { timestamp: now - dayMillis + 60_000, message: 'fine' },
  ])
  expect(expired.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 })
  const young = await put([
    { timestamp: now, message: 'fine' },
    { timestamp: now + 3 * hourMillis, message: 'too new' },
  ])
  expect(young.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 })
  expect(logs.sink.rows.logs.map(({ Body }) => Body)).toEqual(['fine', 'fine', 'fine'])
  expect(logs.receiver.counters()).toMatchObject({
    received: 6,
    stored: 3,
    rejected: 3,
    dropped: 0,
  })
})

describe('refuses the whole call', () => {
  const now = Date.now()
  const many = (count: number, message: string) =>
    Array.from({ length: count }, () => ({ timestamp: now, message }))

  test.each([
    ['without events', [], 'greater than or equal to 1'],
    ['with more than 10,000 events', many(10_001, 'x'), 'less than or equal to 10000'],
    ['with more than 1 MiB', many(5, 'é'.repeat(105_000)), 'Upload too large: 1050130 bytes'],
    [
      'with an event out of order',
      [...many(1, 'x'), { timestamp: now - 1, message: 'x' }],
      'chronological order',
    ],
    [
      'with events more than a day apart',
      [{ timestamp: now - dayMillis - 1, message: 'x' }, ...many(1, 'x')],
      'more than 24 hours',
    ],
    ['with an empty message', many(1, ''), 'logEvents.1.message'],
    [
      'with an invalid time',
      [...many(1, 'x'), { timestamp: -1, message: 'x' }],
      "Value '-1' at 'logEvents.2.timestamp' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
  ])('%s', async (_, events, message) => {
    await expect(put(events)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(message),
    })
    expect(logs.sink.rows.logs).toEqual([])
    expect(logs.receiver.counters()).toMatchObject({ rejected: events.length, stored: 0 })
  })
})

test('accepts a call exactly at the limits', async () => {
  const message = 'x'.repeat(1_048_576 / 8_192 - 26)
  await put(Array.from({ length: 8_192 }, () => ({ timestamp: Date.now(), message })))
  expect(logs.sink.rows.logs).toHaveLength(8_192)
})

test('throttles the client when the store is overloaded', async () => {
  logs.sink.behave('overload')
  await expect(put([{ timestamp: Date.now(), message: 'x' }])).rejects.toMatchObject({
    name: 'ThrottlingException',
  })
  expect(logs.receiver.counters()).toMatchObject({
    received: 1,
    stored: 0,
    rejected: 0,
    dropped: 1,
  })
  const logEvents = [{ timestamp: Date.now(), message: 'again' }]
  const trying = logs.connect(10).send(new PutLogEventsCommand({ ...where, logEvents }))
  await vi.waitFor(() => expect(logs.receiver.counters().dropped).toBe(2), { timeout: 20_000 })
  logs.sink.behave('keep')
  await trying
  expect(logs.sink.rows.logs).toMatchObject([{ Body: 'again' }])
})

test('hides the details of a store error', async () => {
  logs.sink.behave(new Error('SELECT secrets'))
  const failure = await put([{ timestamp: Date.now(), message: 'x' }]).catch(
    (error: Error) => error,
  )
  expect(failure).toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } })
  expect(String(failure)).not.toContain('secrets')
  expect(logs.errors).toEqual([new Error('SELECT secrets')])
})

test.each([
  ['null', [null], "InvalidParameterException|Value 'null' at 'logEvents.1'"],
  ['text', ['x'], 'SerializationException|logEvents.1 must be an object'],
  [
    'no time',
    [{ message: 'x' }],
    "InvalidParameterException|Value 'null' at 'logEvents.1.timestamp'",
  ],
  [
    'a fraction',
    [{ timestamp: 1.5, message: 'x' }],
    'SerializationException|logEvents.1.timestamp',
  ],
  [
    'text as time',
    [{ timestamp: '1', message: 'x' }],
    'SerializationException|logEvents.1.timestamp',
  ],
  [
    'a huge time',
    [{ timestamp: 1e18, message: 'x' }],
    'InvalidParameterException|less than or equal',
  ],
  [
    'no message',
    [{ timestamp: 1 }],
    "InvalidParameterException|Value 'null' at 'logEvents.1.message'",
  ],
  [
    'another message',
    [{ timestamp: 1, message: 5 }],
    'SerializationException|message must be a string',
  ],
])('refuses %s as an event, also in a repeated call', async (_, logEvents, expected) => {
  const [type, message] = expected.split('|')
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(logs.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'Logs_20140328.PutLogEvents',
      },
      body: JSON.stringify({ ...where, logEvents }),
    })
    expect([response.status, await response.json()]).toEqual([
      400,
      { __type: type, message: expect.stringContaining(message ?? '') },
    ])
  }
  expect(logs.receiver.counters()).toMatchObject({ received: 3, rejected: 3, stored: 0 })
})

describe('responds to malformed requests in the form of the service', () => {
  test.each([
    ['invalid JSON', 'Logs_20140328.PutLogEvents', '{', 'SerializationException', 400],
    ['a list', 'Logs_20140328.PutLogEvents', '[]', 'SerializationException', 400],
    ['null', 'Logs_20140328.PutLogEvents', 'null', 'SerializationException', 400],
    [
      'invalid events',
      'Logs_20140328.PutLogEvents',
      '{"logGroupName":"a","logStreamName":"b","logEvents":[null]}',
      'InvalidParameterException',
      400,
    ],
    [
      'a name of another type',
      'Logs_20140328.CreateLogGroup',
      '{"logGroupName":7}',
      'SerializationException',
      400,
    ],
    ['no name', 'Logs_20140328.CreateLogGroup', '{}', 'InvalidParameterException', 400],
    ['another operation', 'Logs_20140328.Constructor', '{}', 'UnknownOperationException', 400],
    ['another service', 'DynamoDB_20120810.ListTables', '{}', 'UnknownOperationException', 400],
    [
      'too much',
      'Logs_20140328.PutLogEvents',
      'x'.repeat(9 * 1024 * 1024),
      'SerializationException',
      413,
    ],
  ])('%s', async (_, target, body, type, status) => {
    const response = await fetch(logs.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body,
    })
    expect([response.status, await response.json()]).toMatchObject([status, { __type: type }])
  })
})
