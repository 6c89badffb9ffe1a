import { expect, test } from 'vitest'
import '../../src/testing/matchers.ts'
import type { RecordedSignals } from '../../src/signals/registry.ts'

const signals: RecordedSignals = {
  spans: [
    {
      name: 'GET /api/activities/home',
      kind: 'server',
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      parentSpanId: undefined,
      status: 'unset',
      statusMessage: undefined,
      attributes: { 'http.route': '/api/activities/home', 'http.response.status_code': 200 },
      events: [],
      durationMillis: 3,
    },
    {
      name: 'SELECT',
      kind: 'client',
      traceId: 'a'.repeat(32),
      spanId: 'c'.repeat(16),
      parentSpanId: 'b'.repeat(16),
      status: 'error',
      statusMessage: 'no table',
      attributes: { 'db.system.name': 'postgresql' },
      events: [],
      durationMillis: 1,
    },
  ],
  segments: [
    {
      name: 'home-activities',
      id: 'b'.repeat(16),
      trace_id: `1-${'a'.repeat(8)}-${'a'.repeat(24)}`,
      start_time: 1,
      subsegments: [
        {
          name: 'db',
          id: 'c'.repeat(16),
          start_time: 1,
          subsegments: [{ name: 'deep', id: 'd'.repeat(16), start_time: 1 }],
        },
      ],
    },
  ],
  logLines: [
    { level: 'info', time: 1, msg: 'request completed', service: 'home-activities', status: 200 },
  ],
  errorReports: [
    {
      uuid: 'e',
      level: 'error',
      timestamp: 1,
      fingerprint: 'f',
      custom: { trace_id: 'a'.repeat(32) },
      body: {
        trace_chain: [
          { exception: { class: 'Error', message: 'outer' }, frames: [] },
          { exception: { class: 'Error', message: 'inner' }, frames: [] },
        ],
      },
    },
  ],
  metrics: [
    {
      name: 'http.server.request.duration',
      unit: 's',
      attributes: { 'http.route': '/' },
      value: 0.5,
      count: 2,
    },
  ],
}

test('match a string, a pattern or fields', () => {
  expect(signals).toHaveSpan('SELECT')
  expect(signals).toHaveSpan(/^GET/)
  expect(signals).toHaveSpan({ kind: 'server', attributes: { 'http.response.status_code': 200 } })
  expect(signals).toHaveSpan({ name: /home$/, traceId: expect.stringMatching(/^a+$/) })
  expect(signals).toHaveSpan({ statusMessage: /table/ })
  expect(signals).toHaveSegment('home-activities')
  expect(signals).toHaveSegment({ name: 'deep', id: 'd'.repeat(16) })
  expect(signals).toHaveLogLine('request completed')
  expect(signals).toHaveLogLine({ level: 'info', status: 200 })
  expect(signals).toHaveMetric('http.server.request.duration')
  expect(signals).toHaveMetric({ count: 2, attributes: { 'http.route': '/' } })
  expect(signals).toHaveErrorReport('outer')
  expect(signals).toHaveErrorReport({ custom: { trace_id: 'a'.repeat(32) } })
})

test('fail for data that was not recorded', () => {
  expect(signals).not.toHaveSpan('GET')
  expect(signals).not.toHaveSpan({ kind: 'server', status: 'error' })
  expect(signals).not.toHaveSpan({ attributes: { 'http.route': '/other' } })
  expect(signals).not.toHaveSegment('nowhere')
  expect(signals).not.toHaveLogLine({ msg: /failed/ })
  expect(signals).not.toHaveErrorReport('inner')
})

test('a failure lists the recorded data and the diff to the closest match', () => {
  const failing = () =>
    expect(signals).toHaveSpan({
      kind: 'client',
      status: 'ok',
      attributes: { 'db.system.name': 'mysql' },
    })
  expect(failing).toThrow('expected a span like {"attributes": {"db.system.name": "mysql"}')
  expect(failing).toThrow('Recorded (2):\n  GET /api/activities/home\n  SELECT')
  expect(failing).toThrow(/Closest match:[\s\S]*mysql[\s\S]*postgresql/)
})

test('a failure reports that nothing was recorded', () => {
  const nothing = { ...signals, errorReports: [] }
  expect(() => expect(nothing).toHaveErrorReport('outer')).toThrow('No error report was recorded.')
})

test('a negated failure shows the match', () => {
  expect(() => expect(signals).not.toHaveLogLine('request completed')).toThrow(
    'expected no log line like "request completed", but found',
  )
})
