import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ErrorReportContext } from '../../../src/signals/error-report-context.ts'
import { startRollbarReceiver } from './rollbar-receiver.ts'
import { startTestReports } from './start-test-reports.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'
const soon = () => AbortSignal.timeout(20_000)

class TimelineError extends Error {}

describe('an error report', () => {
  test('contains request, error, person and trace', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    const cause = new RangeError('row 7 is missing')
    const uuid = report(new TimelineError('no timeline', { cause }), {
      route: 'GET /api/activities/@:handle',
      request: {
        method: 'GET',
        url: '/api/activities/@worf?page=2',
        headers: { host: 'api.example', cookie: 'sid=1' },
        params: { handle: 'worf' },
        body: { message: 'hi', password: 'hunter2' },
      },
      person: { id: '17', username: 'worf', email: 'worf@example.com' },
      traceId,
      spanId,
      custom: { stale: true },
    })
    await signal.flush(soon())

    expect(rollbar.items).toHaveLength(1)
    const [item] = rollbar.items
    expect(item).toMatchObject({ path: '/api/1/item/', token: 'post-server-item-token' })
    expect(item?.data).toMatchObject({
      uuid,
      level: 'error',
      environment: 'test',
      code_version: '0a1b2c3',
      framework: 'fastify',
      language: 'javascript',
      context: 'GET /api/activities/@:handle',
      fingerprint: expect.stringMatching(/^[0-9a-f]{40}$/),
      person: { id: '17', username: 'worf', email: 'worf@example.com' },
      request: {
        method: 'GET',
        url: '/api/activities/@worf?page=[redacted]',
        headers: { host: 'api.example' },
        params: { handle: 'worf' },
        body: { message: 'hi', password: '[redacted]' },
      },
      custom: {
        service: 'home-activities',
        version: '1.2.3',
        trace_id: traceId,
        span_id: spanId,
        stale: true,
      },
      attributes: [
        { key: 'service', value: 'home-activities' },
        { key: 'service.instance.id', value: expect.stringMatching(/./) },
        { key: 'trace_id', value: traceId },
        { key: 'span_id', value: spanId },
      ],
      body: {
        trace_chain: [
          { exception: { class: 'TimelineError', message: 'no timeline' } },
          { exception: { class: 'RangeError', message: 'row 7 is missing' } },
        ],
      },
    })
    expect(Math.abs(item?.data.timestamp - Date.now() / 1000)).toBeLessThan(30)
    expect(signal.ledger()).toEqual({ accepted: 1, sent: 1, queued: 0, dropped: {} })
  })

  test('contains the source lines of an ES module around the throwing frame', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    const error = new Error('here') // the line that is looked for
    error.stack = `Error: here\n    at own (${import.meta.url}:${lineOf('the line that is')}:19)`
    report(error)
    await signal.flush(soon())

    const frame = rollbar.items[0]?.data.body.trace_chain[0].frames.at(-1)
    expect(frame).toMatchObject({
      method: 'own',
      filename: import.meta.filename,
      code: expect.stringContaining('the line that is looked for'),
    })
  })

  test('contains neither the command line nor the configuration nor the access token', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    report(new Error('plain'))
    await signal.flush(soon())

    const { text, data } = rollbar.items[0] ?? {}
    expect(text).not.toContain('post-server-item-token')
    expect(text).not.toContain('argv')
    expect(data.notifier).toEqual({ name: 'node_rollbar', version: '3.1.0' })
    expect(data.request).toBeUndefined()
    expect(data.server).toMatchObject({ host: expect.any(String), root: process.cwd() })
  })

  test.each([
    ['an object', { token: 'abc', at: 1 }, '{"token":"[redacted]","at":1}'],
    ['nothing', undefined, 'undefined'],
  ])('is made of %s that was thrown', async (_what, thrown, message) => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    report(thrown)
    await signal.flush(soon())

    expect(rollbar.items[0]?.data.body.trace_chain[0].exception).toEqual({
      class: 'ThrownValue',
      message,
    })
  })

  test('is a message without an exception for a string', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    report('GET / responded with 500, token=abc')
    await signal.flush(soon())

    expect(rollbar.items[0]?.data.body).toEqual({
      message: { body: 'GET / responded with 500, token=[redacted]' },
    })
  })

  test('handles circular causes, AggregateError and throwing getters', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    const first = new Error('first')
    first.cause = new Error('second', { cause: first })
    report(first)
    report(new AggregateError([new Error('one'), new Error('two')], 'all failed'))
    const hostile = new Error('hidden')
    Object.defineProperty(hostile, 'message', {
      get() {
        throw new Error('no')
      },
    })
    report(hostile)
    await signal.flush(soon())

    const messages = rollbar.items.map(({ data }) =>
      data.body.trace_chain.map((trace: { exception: object }) => trace.exception),
    )
    expect(messages).toMatchObject([
      [{ message: 'first' }, { message: 'second' }],
      [{ class: 'AggregateError', message: 'all failed' }, { message: 'one' }],
      [{ message: 'an error that cannot be read' }],
    ])
  })

  test('over the size limit is sent without its largest parts', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    const body = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`field${index}`, 'long '.repeat(3000)]),
    )
    const request = { method: 'POST', url: '/', body, params: body }
    report(new Error('bulky'), { request, custom: body, traceId })
    await signal.flush(soon())

    expect(rollbar.items[0]?.data).toMatchObject({
      request: { method: 'POST', url: '/', trimmed: true },
      custom: { trace_id: traceId, trimmed: true },
      body: { trace_chain: [{ exception: { message: 'bulky' } }] },
    })
    expect(Buffer.byteLength(rollbar.items[0]?.text ?? '')).toBeLessThan(512 * 1024)
  })
})

describe('an error', () => {
  test('reported twice is one occurrence with one UUID', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    const error = new Error('once')
    const uuid = report(error, { traceId })
    expect(report(error, { traceId })).toBe(uuid)
    expect(report(error, { level: 'critical' })).toBe(uuid)
    await signal.flush(soon())

    expect(rollbar.items.map(({ data }) => data.uuid)).toEqual([uuid])
  })

  test('thrown again in another trace is another occurrence', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    const error = new Error('kept')
    const uuids = [report(error, { traceId }), report(error, { traceId: spanId + spanId })]
    await signal.flush(soon())

    expect(new Set(rollbar.items.map(({ data }) => data.uuid))).toEqual(new Set(uuids))
    expect(rollbar.items).toHaveLength(2)
  })
})

describe('a context of wrong types', () => {
  test.each([
    null,
    'warning',
    [],
    { level: 'x' },
    { request: '/' },
    { person: 5 },
    { traceId: 7 },
    { custom: 'a' },
    { route: {} },
  ])('%j does not prevent the report', async (context) => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    const uuid = report(new Error('reported'), context as ErrorReportContext)
    await signal.flush(soon())

    expect(rollbar.items).toMatchObject([{ data: { uuid, level: 'error' } }])
    expect(signal.ledger()).toEqual({ accepted: 1, sent: 1, queued: 0, dropped: {} })
  })

  test('keeps the valid members', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    report(new Error('reported'), { level: 'info', person: 5 as never, route: 'GET /' })
    await signal.flush(soon())

    expect(rollbar.items[0]?.data).toMatchObject({ level: 'info', context: 'GET /' })
    expect(rollbar.items[0]?.data).not.toHaveProperty('person')
  })
})

describe('the rate limit', () => {
  test('counts drops and does not apply to fatal errors', async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({
      endpoint: rollbar.endpoint,
      occurrencesPerMinute: 2,
    })
    const uuids = [1, 2, 3, 4].map((number) => report(new Error(`error ${number}`)))
    const last = report(new Error('fatal'), { level: 'critical' })
    await signal.flush(soon())

    expect(uuids.map(Boolean)).toEqual([true, true, false, false])
    expect(last).toBeDefined()
    expect(rollbar.items).toHaveLength(3)
    expect(signal.ledger()).toMatchObject({ accepted: 5, sent: 3, dropped: { rate_limit: 2 } })
  })
})

describe('without an access token', () => {
  test('the signal is off with a reason and accepts nothing', async () => {
    const { report, signal } = startTestReports({ off: 'ROLLBAR_ACCESS_TOKEN is not set' })

    expect(signal.destination).toBe('off: ROLLBAR_ACCESS_TOKEN is not set')
    expect(report(new Error('never reported'))).toBeUndefined()
    await signal.flush(soon())
    expect(signal.ledger()).toEqual({ accepted: 0, sent: 0, queued: 0, dropped: {} })
  })
})

function lineOf(text: string): number {
  return lines.findIndex((line) => line.includes(text)) + 1
}

const lines = readFileSync(import.meta.filename, 'utf8').split('\n')
