import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { formatLogLine } from '../../../scripts/dev/format-log-line.ts'

const traceId = '6b0d85d17a4a2b53a661f95465e71a27'
const request = {
  ...{ level: 'info', msg: 'request completed', method: 'GET', route: '/api/activities/home' },
  ...{ status: 200, duration_ms: 81.4, trace_id: traceId, span_id: '1234567890abcdef' },
}

test.each([
  ['a request', request, `GET /api/activities/home 200 81 ms  ${traceId}`],
  [
    'a failed request',
    { ...request, level: 'error', status: 500, err: { message: 'no database', stack: 'x' } },
    `GET /api/activities/home 500 81 ms no database  ${traceId}`,
  ],
  ['a warning', { level: 'warn', msg: 'retrying', time: 1 }, 'warn retrying'],
  ['a start', { level: 'info', msg: 'telemetry started', signals: {} }, 'telemetry started'],
])('shortens the JSON line of %s', (_title, line, expected) => {
  expect(stripVTControlCharacters(formatLogLine(JSON.stringify(line)))).toBe(expected)
})

test.each(['console: http://127.0.0.1:4000', '{ not JSON', ''])('keeps other text: %j', (text) => {
  expect(formatLogLine(text)).toBe(text)
})
