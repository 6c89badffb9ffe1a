import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Backends, startBackends } from '../support/backends.ts'
import { startServiceProcess } from '../support/service-process.ts'
import { startRedisServer } from './redis-server.ts'

describe('a service with extensions', () => {
  let backends: Backends
  let folder: string
  let streamed: string
  let errors: string

  beforeAll(async () => {
    backends = await startBackends()
    const redis = await startRedisServer()
    folder = await mkdtemp(join(tmpdir(), 'extensions-'))
    const log = join(folder, 'lines.jsonl')
    const service = await startServiceProcess('extended-service.ts', {
      ...backends.environment,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      TELEMETRY_EXTENSIONS: 'test/fixtures/extensions.ts',
      EXTENSION_LOG: log,
      REDIS_PORT: String(redis.port),
    })
    const headers = { baggage: 'tenant=acme,plan=gold,session=s-1' }
    for (const path of ['/', '/calls', '/messages', '/unavailable', '/broken']) {
      await fetch(`${service.url}${path}`, { headers })
    }
    // The requests of the first export are measured in the next one.
    const exports = () => backends.otlp.received.filter(({ path }) => path.endsWith('/v1/metrics'))
    await vi.waitFor(() => expect(exports().length).toBeGreaterThan(3), 20_000)
    await service.ended('SIGTERM')
    errors = service.errors()
    streamed = await readFile(log, 'utf8')
    await redis.close()
  })
  afterAll(async () => {
    await backends.close()
    await rm(folder, { recursive: true, force: true })
  })

  const spansOf = (route: string) => {
    const spans = backends.otlp.spans()
    const server = spans.find(({ attributes }) => attributes['http.route'] === route)
    return spans.filter(({ traceId }) => traceId === server?.traceId)
  }

  it('has spans of its instrumentations in the trace of the request, for ES modules too', () => {
    const scopes = spansOf('/').map(({ scope }) => scope)
    expect(scopes).toContain('@opentelemetry/instrumentation-ioredis')
    expect(scopes).toContain('@opentelemetry/instrumentation-graphql')
    expect(scopes).toContain('@opentelemetry/instrumentation-aws-sdk')
  })

  it('continues the trace of the sender of a Kafka message, whose headers are bytes', () => {
    const spans = spansOf('/messages')
    const producer = spans.find(({ kind }) => kind === 'PRODUCER')
    const consumer = spans.find(({ kind }) => kind === 'CONSUMER')
    expect(producer?.parentSpanId).toBe(spans.find(({ kind }) => kind === 'SERVER')?.spanId)
    expect(consumer).toMatchObject({
      scope: '@opentelemetry/instrumentation-kafkajs',
      parentSpanId: producer?.spanId,
    })
  })

  it('has the attributes of its span processors and baggage keys on spans', () => {
    for (const { attributes } of spansOf('/'))
      expect(attributes).toMatchObject({ 'app.team': 'feeds' })
    const [span] = spansOf('/')
    expect(span?.attributes).toMatchObject({ tenant: 'acme', plan: 'gold' })
    expect(span?.attributes).not.toHaveProperty('session')
  })

  it('has the attributes in the segment', () => {
    expect(JSON.stringify(backends.segments())).toContain('feeds')
  })

  it('sends its resource attributes, redacted', () => {
    expect(spansOf('/')[0]?.resource).toMatchObject({ 'app.cell': 'eu-1' })
    expect(JSON.stringify(backends.otlp.spans())).not.toContain('resource-secret')
  })

  it('writes every line to its streams, redacted', () => {
    const lines = streamed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const traceIds = lines.filter(({ msg }) => msg === 'reading').map((line) => line.trace_id)
    expect(traceIds).toContain(spansOf('/calls')[0]?.traceId)
    expect(streamed).not.toContain('line-secret')
  })

  it('reports the errors that beforeSend lets through', () => {
    const bodies = backends.items().map((item) => JSON.stringify(item.body))
    expect(bodies).toEqual([expect.stringContaining('unexpected')])
  })

  it('still has spans of its own instrumentations', () => {
    const scopes = spansOf('/calls').map(({ scope }) => scope)
    expect(scopes).toContain('@opentelemetry/instrumentation-http')
  })

  it('measures outgoing requests of the application, and none of telemetry itself', () => {
    const calls = backends
      .metricPoints()
      .filter(({ name }) => name === 'http.client.request.duration')
      .map(({ attributes }) => attributes)
    const ports = new Set(calls.map((attributes) => Number(attributes['server.port'])))
    expect(ports).toContain(backends.cloudWatch.port)
    expect(ports).not.toContain(backends.otlp.port)
    expect(ports).not.toContain(backends.rollbar.port)
  })

  it('is not affected by extensions that throw', () => {
    expect(errors).toBe('')
  })
})

it('does not start with extensions that cannot be loaded', async () => {
  const service = await startServiceProcess('extended-service.ts', {
    TELEMETRY_EXTENSIONS: './absent.ts',
  })
  expect(await service.ended()).toMatchObject({ code: 1 })
  expect(service.errors()).toMatch(/^telemetry is not started:\n.*TELEMETRY_EXTENSIONS.*absent/)
})
