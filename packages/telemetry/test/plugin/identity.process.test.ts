import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AWSXRay, telemetryPlugin } from '../../src/index.ts'
import { type FaultServer, startFaultServer } from '../support/fault-server.ts'
import { type Everything, startAll } from '../support/start-all.ts'
import { amazon, incomingHeaders, root, w3cId, xrayId } from './incoming-headers.ts'

let all: Everything
let upstream: FaultServer
let app: FastifyInstance
let url: string

beforeAll(async () => {
  all = await startAll()
  upstream = await startFaultServer()
  app = Fastify({ forceCloseConnections: true })
  app.register(telemetryPlugin, { telemetry: all.telemetry })
  app.get('/call/:id', async (request) => {
    await fetch(`${upstream.url}${request.url}`)
    throw new Error('every signal shall see this one')
  })
  app.get('/native/:id', async (request) => {
    const { id } = request.params as { id: string }
    await sleep(Math.random() * 20)
    return AWSXRay.captureAsyncFunc(`work ${id}`, async (subsegment) => {
      await sleep(Math.random() * 20)
      AWSXRay.getSegment()?.addAnnotation('inner', id)
      await fetch(`${upstream.url}/native`)
      AWSXRay.getSegment()?.addMetadata('id', id, 'test')
      subsegment?.close()
      return { id, traceId: request.telemetry.traceId }
    })
  })
  url = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await all.stop()
  await upstream.close()
})

async function call(path: string, headers: readonly string[]): Promise<IncomingMessage> {
  const request = httpRequest(`${url}${path}`, { headers: ['host', 'localhost', ...headers] })
  request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  return response
}

describe('one trace ID in all signals, the response and the outgoing call', () => {
  it.each(incomingHeaders.map((row, index) => ({ ...row, path: `/call/${index}` })))(
    'with incoming headers: $title',
    async ({ path, headers, traceId, parentId, sampled, propagated = {} }) => {
      const response = await call(path, headers)
      const span = await vi.waitFor(() => {
        const found = all.otlp
          .spans()
          .filter(({ kind, attributes }) => kind === 'SERVER' && attributes['url.path'] === path)
        expect(found).toHaveLength(1)
        return found[0]
      }, 20_000)
      if (!span) return expect.fail('no span')

      if (traceId) expect(span.traceId).toBe(traceId)
      else expect([w3cId, xrayId]).not.toContain(span.traceId)
      expect(span.parentSpanId).toBe(parentId ?? '')
      expect(response.headers.traceresponse).toBe(`00-${span.traceId}-${span.spanId}-01`)

      const line = all.lines.find((one) => one.path === path)
      expect(line).toMatchObject({
        trace_id: span.traceId,
        span_id: span.spanId,
        xray_trace_id: `1-${span.traceId.slice(0, 8)}-${span.traceId.slice(8)}`,
      })
      await all.telemetry.flush()
      const item = all.items().find((one) => JSON.stringify(one).includes(span.spanId))
      expect(JSON.stringify(item)).toContain(span.traceId)
      expect(item?.uuid).toBe(line?.error_report)

      const segment = all.segments().find(({ id }) => id === span.spanId)
      if (sampled !== undefined) expect(segment !== undefined).toBe(sampled)
      if (segment) {
        expect(segment.trace_id).toBe(line?.xray_trace_id)
        expect(segment.parent_id).toBe(parentId)
      }

      const client = all.otlp.spans().find(({ parentSpanId }) => parentSpanId === span.spanId)
      const onward = upstream.received.find((one) => one.path === path)?.headers ?? {}
      const { traceId: id } = span
      // Only trace IDs created here are known to be random.
      const flags = traceId ? '01' : '03'
      expect(onward.traceparent).toBe(`00-${id}-${client?.spanId}-${flags}`)
      expect(onward['x-amzn-trace-id']).toContain(`${root(id)};Parent=${client?.spanId}`)
      expect(onward['x-amzn-trace-id']).toContain(`Sampled=${segment ? 1 : 0}`)
      expect(onward).toMatchObject(propagated)
    },
  )

  it('isolates 200 concurrent requests, including the native X-Ray API', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `n${index}`)
    const traceOf = (index: number) => (0x1000 + index).toString(16).padStart(32, 'e')
    const bodies = await Promise.all(
      ids.map(async (id, index) => {
        const response = await fetch(`${url}/native/${id}`, {
          headers: { [amazon]: `${root(traceOf(index))};Sampled=1` },
        })
        return response.json()
      }),
    )
    expect(bodies).toEqual(ids.map((id, index) => ({ id, traceId: traceOf(index) })))
    await all.telemetry.flush()
    await vi.waitFor(() => {
      for (const [index, id] of ids.entries()) {
        const xray = `1-${traceOf(index).slice(0, 8)}-${traceOf(index).slice(8)}`
        const segment = all.segments().find(({ trace_id }) => trace_id === xray)
        const work = segment?.subsegments?.find(({ name }) => name === `work ${id}`)
        expect(work?.annotations).toMatchObject({ inner: id })
        expect(work?.metadata).toMatchObject({ test: { id } })
      }
    }, 20_000)
  })
})
