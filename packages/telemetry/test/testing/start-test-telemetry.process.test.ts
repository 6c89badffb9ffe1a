import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { getTelemetry, telemetryPlugin, withSpan } from '../../src/index.ts'
import { startTestTelemetry } from '../../src/testing/index.ts'

test('records an error in all signals with one trace ID', async () => {
  const telemetry = startTestTelemetry({ serviceName: 'third-service' })
  expect(getTelemetry()).toBe(telemetry.telemetry)
  const app = Fastify()
  await app.register(telemetryPlugin)
  app.get('/fails/:id', () =>
    withSpan('look it up', () => {
      throw new TypeError('token=canary is not a function')
    }),
  )
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const response = await fetch(`http://127.0.0.1:${port}/fails/7?secret=canary`)
  await response.text()
  await app.close()
  await telemetry.settle()

  expect(response.status).toBe(500)
  expect(telemetry).toHaveSpan({
    kind: 'server',
    status: 'error',
    attributes: { 'http.response.status_code': 500, 'http.route': '/fails/:id' },
  })
  expect(telemetry).toHaveSpan({ name: 'look it up', status: 'error' })
  const traceId = telemetry.spans.find(({ kind }) => kind === 'server')?.traceId
  expect(telemetry).toHaveSegment({
    name: 'third-service',
    fault: true,
    trace_id: `1-${traceId?.slice(0, 8)}-${traceId?.slice(8)}`,
    http: { response: { status: 500 } },
  })
  expect(telemetry).toHaveSegment({ name: 'look it up', fault: true })
  expect(telemetry).toHaveLogLine({ level: 'error', trace_id: traceId })
  expect(telemetry).toHaveErrorReport({
    context: 'GET /fails/:id',
    level: 'error',
    custom: { trace_id: traceId },
  })
  expect(JSON.stringify(telemetry)).not.toContain('canary')
})

test('a second start returns the cleared first one', () => {
  const first = startTestTelemetry()
  first.telemetry.logger.warn('a line')
  expect(first).toHaveLogLine({ level: 'warn', msg: 'a line', service: 'third-service' })
  const second = startTestTelemetry()
  expect(second).toBe(first)
  expect(second.logLines).toEqual([])
})

test('records a successful injected request in three signals', async () => {
  const telemetry = startTestTelemetry()
  const app = Fastify()
  app.register(telemetryPlugin)
  app.get('/well', async () => ({}))
  await app.inject('/well')
  await app.close()
  await telemetry.settle()

  expect(telemetry).toHaveSpan({ kind: 'server', attributes: { 'http.route': '/well' } })
  expect(telemetry).toHaveSegment('third-service')
  expect(telemetry).toHaveLogLine({ msg: 'request completed', status: 200 })
  expect(telemetry).not.toHaveErrorReport(/./)
})
