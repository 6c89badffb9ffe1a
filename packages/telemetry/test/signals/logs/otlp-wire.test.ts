import { type DiagLogger, diag } from '@opentelemetry/api'
import { resourceFromAttributes } from '@opentelemetry/resources'
import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createLogEncoder } from '../../../src/signals/logs/encode-log-records.ts'
import { decodeRecords, startLogsReceiver } from '../../support/logs-receiver.ts'
import { otlpTo, startTestLogs } from './start-test-logs.ts'

const soon = () => AbortSignal.timeout(20_000)
const traceId = 'ab'.repeat(16)
const spanId = 'cd'.repeat(8)

async function start(options: Parameters<typeof otlpTo>[1] = {}, rejected = 0) {
  const otlp = await startLogsReceiver(rejected)
  const logs = startTestLogs(undefined, otlpTo(otlp.url, options))
  onTestFinished(async () => {
    await logs.signal.shutdown(AbortSignal.abort())
    await otlp.close()
  })
  const record = async () => {
    await logs.signal.flush(soon())
    return otlp.records().at(-1)
  }
  return { otlp, ...logs, record }
}

test('a line becomes a record with its time, severity, IDs and fields', async () => {
  const { logger, record, stdoutLines } = await start()
  logger.warn({ trace_id: traceId, span_id: spanId, route: '/', ms: 1.5, n: 3, ok: true }, 'done')
  const { time } = JSON.parse(stdoutLines()[0] ?? '')
  expect(await record()).toEqual({
    timeMillis: time,
    observedMillis: time,
    severityNumber: 13,
    severityText: 'warn',
    body: 'done',
    attributes: { route: '/', ms: 1.5, n: 3, ok: true },
    traceId,
    spanId,
    resource: { 'service.name': 'test-service', 'service.version': '1.0.0' },
    scope: '@cruddur/telemetry',
  })
})

test('an error has the attributes of the semantic conventions; nested fields are joined by dots', async () => {
  const { logger, record } = await start()
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  logger.error({ err: new TypeError('failed', { cause }), user: { team: { name: 'feeds' } } }, 'x')
  const { attributes } = (await record()) ?? {}
  expect(attributes).toMatchObject({
    'exception.type': 'TypeError',
    'exception.message': 'failed',
    'exception.stacktrace': expect.stringContaining('otlp-wire.test.ts'),
    'err.cause.message': 'refused',
    'err.cause.code': 'ECONNREFUSED',
    'user.team.name': 'feeds',
  })
})

test('invalid IDs stay attributes', async () => {
  const { logger, record } = await start()
  logger.info({ trace_id: '0'.repeat(32), span_id: spanId }, 'x')
  expect(await record()).toMatchObject({
    traceId: '',
    spanId: '',
    attributes: { trace_id: '0'.repeat(32), span_id: spanId },
  })
})

test('secrets are redacted', async () => {
  const { logger, record, otlp } = await start()
  logger.info({ password: 'canary-1', nested: { apiKey: 'canary-1' } }, 'token=canary-1')
  await record()
  expect(otlp.received[0]?.body.includes('canary-1')).toBe(false)
})

test('requests have the configured headers and compression', async () => {
  const { logger, record, otlp } = await start({
    headers: { 'x-honeycomb-team': 'key' },
    compression: 'gzip',
  })
  logger.info('x')
  expect(await record()).toMatchObject({ body: 'x' })
  expect(otlp.received[0]).toMatchObject({
    method: 'POST',
    path: '/v1/logs',
    headers: {
      'content-type': 'application/x-protobuf',
      'content-encoding': 'gzip',
      'x-honeycomb-team': 'key',
    },
  })
})

test('records that the backend rejects are counted and its message is logged', async () => {
  const warn = vi.fn<DiagLogger['warn']>()
  diag.setLogger({ warn } as unknown as DiagLogger)
  onTestFinished(() => void diag.disable())
  const { logger, record, signal } = await start({}, 2)
  for (let line = 0; line < 5; line += 1) logger.info('x')
  await record()
  expect(signal.ledger()).toEqual({ accepted: 5, sent: 3, queued: 0, dropped: { rejected: 2 } })
  expect(warn).toHaveBeenCalledWith('2 log records rejected: too many')
})

test('a line over the limit is truncated', async () => {
  const { logger, record } = await start()
  logger.info({ dump: 'é'.repeat(200_000) }, 'large')
  const { body, attributes } = (await record()) ?? {}
  expect(body).toBe('large')
  expect(attributes?.truncated_from_bytes).toBeGreaterThan(400_000)
  // The limit of Honeycomb for a string.
  expect(Buffer.byteLength(String(attributes?.dump))).toBe(65_534)
})

const encode = createLogEncoder(resourceFromAttributes({ 'service.name': 'test-service' }))
function decode(...lines: readonly string[]) {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  return decodeRecords(encode([{ bytes, count: lines.length }]))
}

test.each(['plain text', '[1]', '"text"', 'null', '{"open":', ''])(
  'a line that is not an object becomes the body, and its neighbors are not affected: %j',
  (line) => {
    const good = '{"level":"info","time":1,"msg":"good"}'
    expect(decode(good, line, good).map(({ body }) => body)).toEqual(['good', line, 'good'])
  },
)

test('a line nested too deeply is sent as text', () => {
  const deep = `{"list":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
  expect(decode(deep)[0]?.body).toBe(deep)
})

test('any JSON object is encoded without losing a value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 12 })), (fields) => {
      const line = JSON.stringify(fields)
      const records = decode(line, line)
      expect(records).toHaveLength(2)
      const { body, attributes } = records[0] ?? {}
      const kept = JSON.stringify([body, attributes])
      for (const text of textsOf(JSON.parse(line))) expect(kept).toContain(JSON.stringify(text))
    }),
  )
})

/** Long enough not to be found by chance. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 3 && value.isWellFormed() ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}
