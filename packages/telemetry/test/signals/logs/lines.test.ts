import { context, trace } from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HttpRequest, ServerRequest } from '../../../src/signals/server-request.ts'
import { startTestLogs } from './start-test-logs.ts'

const sdk = new NodeSDK({
  autoDetectResources: false,
  spanProcessors: [],
  metricReaders: [],
  logRecordProcessors: [],
})
const { logger, requestLog, signal, stdoutLines } = startTestLogs(undefined)

beforeAll(() => sdk.start())
afterAll(() => sdk.shutdown())

const lastLine = () => JSON.parse(stdoutLines().at(-1) ?? '')

test('without CloudWatch the signal is off with a reason, and lines are written to stdout', async () => {
  logger.info('still here')
  expect(signal.destination).toBe('off: AWS_REGION is not set')
  expect(signal.ledger()).toEqual({ accepted: 0, sent: 0, queued: 0, dropped: {} })
  expect(lastLine()).toEqual({
    level: 'info',
    time: expect.any(Number),
    service: 'test-service',
    version: '1.0.0',
    msg: 'still here',
  })
})

test('a line inside a span carries its IDs, with the trace ID in both formats', () => {
  trace.getTracer('test').startActiveSpan('work', (span) => {
    const { traceId, spanId } = span.spanContext()
    logger.info('inside')
    expect(lastLine()).toMatchObject({
      trace_id: traceId,
      span_id: spanId,
      xray_trace_id: `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`,
    })
    span.end()
  })
})

test('IDs passed by the caller override those of the active span', () => {
  trace.getTracer('test').startActiveSpan('work', (span) => {
    logger.info({ trace_id: 'a'.repeat(32) }, 'of another')
    expect(lastLine().trace_id).toBe('a'.repeat(32))
    span.end()
  })
})

test('IDs are not redacted as card numbers', () => {
  logger.info({ span_id: '4111111111111111' }, 'lucky')
  expect(lastLine().span_id).toBe('4111111111111111')
})

test('an error is logged with its type, its own fields and all causes', () => {
  const root = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  logger.error(new TypeError('no activities', { cause: new Error('pool', { cause: root }) }))
  expect(lastLine()).toMatchObject({
    level: 'error',
    msg: 'no activities',
    err: {
      type: 'TypeError',
      message: 'no activities',
      stack: expect.stringContaining('lines.test.ts'),
      cause: { message: 'pool', cause: { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' } },
    },
  })
})

const secret = 'AKIAIOSFODNN7EXAMPLE'

test.each<[string, () => void]>([
  ['message', () => logger.info(`key ${secret}`)],
  ['argument of a message', () => logger.info('key %s', secret)],
  ['field by its name', () => logger.info({ password: secret }, 'x')],
  ['field by its look', () => logger.info({ note: `it is ${secret}` }, 'x')],
  ['field of a field', () => logger.info({ request: { headers: { cookie: secret } } }, 'x')],
  ['error message', () => logger.error(new Error(`denied ${secret}`))],
  ['error cause', () => logger.error(new Error('x', { cause: new Error(secret) }))],
  ['error field', () => logger.error(Object.assign(new Error('x'), { token: secret }))],
  ['error under another name', () => logger.error({ reason: new Error(secret) }, 'x')],
  ['binding of a child', () => logger.child({ authorization: secret }).info('x')],
  ['binding of a grandchild', () => logger.child({}).child({ apiKey: secret }).info('x')],
  ['field of a child', () => logger.child({}).info({ secret }, 'x')],
])('a secret in a %s does not get into the line', (_place, log) => {
  const before = stdoutLines().length
  log()
  expect(stdoutLines()).toHaveLength(before + 1)
  expect(stdoutLines().at(-1)).toContain('[redacted]')
  expect(stdoutLines().at(-1)).not.toContain(secret)
})

test('the logged object is not changed', () => {
  const fields = { password: secret }
  logger.info(fields, 'x')
  const bindings = { token: secret }
  logger.child(bindings).info('x')
  expect([fields, bindings]).toEqual([{ password: secret }, { token: secret }])
})

test('lines below the level are not written', () => {
  const before = stdoutLines().length
  logger.trace('too fine')
  logger.debug('fine')
  expect(stdoutLines()).toHaveLength(before + 1)
})

/** A request to `url` with a logger of its own. */
function serverRequest(url: string, route: string | undefined, known: Partial<ServerRequest>) {
  const raw = { httpVersion: '1.1', httpVersionMajor: 1 }
  const http = { method: 'GET', url, headers: {}, protocol: 'http', host: 'a', ip: '::1', raw }
  const request = new ServerRequest(http as unknown as HttpRequest, route)
  const reply = { log: logger } as unknown as NonNullable<ServerRequest['reply']>
  return Object.assign(request, { reply, outcome: 'completed' }, known)
}

test('the request line equals a line of the logger', () => {
  trace.getTracer('test').startActiveSpan('work', (span) => {
    const route = '/a/"b"\\:c'
    const path = '/ä\u2028\n'
    const error = new Error(`denied ${secret}`)
    requestLog(
      serverRequest(path, route, {
        ...{ span, context: context.active(), errorReport: 'c0ffee', status: 500, failed: true },
        ...{ startMillis: 1, endMillis: 2.25, failure: { error } },
      }),
    )
    const written = stdoutLines().at(-1) ?? ''
    const facts = {
      ...{ method: 'GET', route, path, scheme: 'http', client_address: '::1', status: 500 },
      ...{ duration_ms: 1.25, outcome: 'completed', error_report: 'c0ffee' },
    }
    logger.error({ ...facts, err: error }, 'request completed')
    const withoutTime = (line = '') => line.replace(/"time":\d+/, '')
    expect(withoutTime(written)).toBe(withoutTime(stdoutLines().at(-1)))
    expect(written).toMatch(/^\{"level":"error","time":\d{13},/)
    span.end()
  })
})

test('the request line omits unknown facts and respects the log level', () => {
  const before = stdoutLines().length
  const request = serverRequest('/a', '/a', { outcome: 'server_closed', clientAddress: undefined })
  requestLog(request)
  logger.level = 'error'
  requestLog(request)
  logger.level = 'debug'
  expect(stdoutLines()).toHaveLength(before + 1)
  const names = ['method', 'route', 'scheme', 'duration_ms', 'outcome', 'msg']
  expect(Object.keys(lastLine()).slice(4)).toEqual(names)
})

test.each([Symbol('s'), () => 1])('a request that throws %o has a log line', (error) => {
  requestLog(serverRequest('/a', '/a', { status: 500, failed: true, failure: { error } }))
  expect(lastLine()).toMatchObject({ status: 500, msg: 'request completed' })
})
