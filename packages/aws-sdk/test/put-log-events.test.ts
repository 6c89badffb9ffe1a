import { expect, test, vi } from 'vitest'
import { LogLines } from '../src/index.ts'
import { call, create, type Logs, put, requests, responses, stream, useService } from './service.ts'

useService()

test('events have the time of their lines and are sorted; others keep their timestamp', async () => {
  const { error, data } = await put(create(), [
    '{"level":"info","time":9,"msg":"third"}',
    'second',
    '{"time":"1970-01-01T00:00:00.001Z"}',
  ])
  expect(error).toBeNull()
  expect(requests[0]?.body).toEqual({
    ...stream,
    logEvents: [
      { timestamp: 1, message: '{"time":"1970-01-01T00:00:00.001Z"}' },
      { timestamp: 5, message: 'second' },
      { timestamp: 9, message: '{"level":"info","time":9,"msg":"third"}' },
    ],
  })
  // Without a token pino-cloudwatch creates the group and the stream before every batch.
  expect(data).toEqual({ nextSequenceToken: expect.stringMatching(/./) })
})

const putLines = (logs: Logs, lines: readonly string[]) =>
  call(logs, 'putLogEvents', {
    ...stream,
    logEvents: [
      {
        timestamp: 5,
        message: new LogLines(Buffer.from(lines.map((line) => `${line}\n`).join(''))),
      },
    ],
  })

test('each line is one event, independent of its content', async () => {
  const texts = ['"', '\\', '\\n and \\"', 'tab\tand\u0001', 'ä 🚀 \u2028', '"'.repeat(2000), 'x']
  const lines = texts.flatMap((msg) => [`{"time":9,"msg":${JSON.stringify(msg)}}`, msg])
  expect((await putLines(create(), lines)).error).toBeNull()
  const body = requests[0]?.body as { logEvents: { timestamp: number; message: string }[] }
  const expected = lines.map((message) => ({ timestamp: message.startsWith('{') ? 9 : 5, message }))
  expect(body).toEqual({
    ...stream,
    logEvents: expected.toSorted((one, other) => one.timestamp - other.timestamp),
  })
})

test('lines more than a day apart go in several calls, each with its rejected events reported', async () => {
  const onRejectedEvents = vi.fn()
  Object.assign(responses, {
    PutLogEvents: [
      [200, { rejectedLogEventsInfo: { tooOldLogEventEndIndex: 2 } }],
      [200, {}],
    ],
  })
  const dayMillis = 24 * 60 * 60 * 1000
  const line = (time: number) => `{"time":${time}}`
  await putLines(create({ onRejectedEvents }), [line(dayMillis + 2), line(2), line(1)])
  expect(requests.map(({ body }) => body)).toEqual([
    {
      ...stream,
      logEvents: [
        { timestamp: 1, message: line(1) },
        { timestamp: 2, message: line(2) },
      ],
    },
    { ...stream, logEvents: [{ timestamp: dayMillis + 2, message: line(dayMillis + 2) }] },
  ])
  expect(onRejectedEvents).toHaveBeenCalledExactlyOnceWith({
    tooOld: 2,
    expired: 0,
    tooNew: 0,
    invalid: 0,
  })
})

test('the expected sequence token is where pino-cloudwatch reads it', async () => {
  Object.assign(responses, {
    PutLogEvents: [
      [400, { __type: 'InvalidSequenceTokenException', expectedSequenceToken: '42', message: '' }],
    ],
  })
  const { self } = await put(create(), ['x'])
  expect(self).toEqual({ httpResponse: { body: '{"expectedSequenceToken":"42"}' } })
})

test('rejected events are counted by reason', async () => {
  const onRejectedEvents = vi.fn()
  const rejectedLogEventsInfo = {
    tooOldLogEventEndIndex: 1,
    expiredLogEventEndIndex: 3,
    tooNewLogEventStartIndex: 4,
  }
  Object.assign(responses, { PutLogEvents: [[200, { rejectedLogEventsInfo }]] })
  await put(create({ onRejectedEvents }), ['a', 'b', 'c', 'd', 'e'])
  expect(onRejectedEvents).toHaveBeenCalledExactlyOnceWith({
    tooOld: 1,
    expired: 2,
    tooNew: 1,
    invalid: 0,
  })
})
