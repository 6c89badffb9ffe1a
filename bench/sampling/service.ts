// A service whose requests take as long and fail as their query states; GET /memory and /open are for the keep buffer.
import { setTimeout as sleep } from 'node:timers/promises'
import { getTelemetry, telemetryPlugin, withSpan } from '@cruddur/telemetry'
import { type ProxyTracerProvider, type TracerProvider, trace } from '@opentelemetry/api'
import Fastify from 'fastify'

interface Flushable extends TracerProvider {
  forceFlush(): Promise<void>
}

interface Work {
  /** Milliseconds. */
  readonly takes: string
  readonly fails?: string
}

const app = Fastify()
app.register(telemetryPlugin)
app.get<{ Querystring: Work }>('/work', async ({ query }) => {
  await withSpan('work', () => sleep(Number(query.takes)))
  if (query.fails) throw new Error('the work failed')
  return { done: true }
})

const tracer = trace.getTracer('bench')
const spansPerRoot = 5
/** Opens local roots that never end, each with ended children. */
app.get<{ Querystring: { readonly roots: string } }>('/open', async ({ query }) => {
  for (let root = 0; root < Number(query.roots); root++) {
    tracer.startActiveSpan('open', { root: true }, () => {
      for (let child = 0; child < spansPerRoot; child++) tracer.startSpan('child').end()
    })
    if (root % 100 === 0) await sleep(0)
  }
  return { spans: Number(query.roots) * spansPerRoot }
})
app.get('/memory', async () => {
  await sleep(1_000)
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return { bytes: heapUsed + external }
})
const url = await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.({ url })
process.on('message', async () => {
  await app.close()
  const provider = trace.getTracerProvider() as ProxyTracerProvider
  await (provider.getDelegate() as Flushable).forceFlush()
  await getTelemetry().flush(60_000)
  await getTelemetry().shutdown()
  process.send?.({ ledger: getTelemetry().ledger() }, () => process.exit(0))
})
