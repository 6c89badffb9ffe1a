import {
  context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
} from '@opentelemetry/api'
import { afterEach, describe, expect, it } from 'vitest'
import {
  createDaemonTransport,
  datagramHeader,
} from '../../../src/signals/segments/exporter/daemon-transport.ts'
import { describeSignal } from '../signal-contract.ts'
import { type FakeDaemon, startUdp } from './daemon.ts'
import { type Started, start } from './start.ts'

/** One sampled request without subsegments. */
function request(): string {
  const headers = { 'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=1' }
  const incoming = propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': 'GET' } }
  const span = trace.getTracer('test').startSpan('request', options, incoming)
  context.with(trace.setSpan(incoming, span), () => span.end())
  return span.spanContext().spanId
}

const distinct = (daemon: FakeDaemon) => new Set(daemon.documents.map(({ id }) => id)).size
const startAt = (port: number, host = '127.0.0.1') =>
  start({ environment: { AWS_XRAY_DAEMON_ADDRESS: `${host}:${port}` } })

async function freePort(): Promise<number> {
  const daemon = await startUdp()
  await daemon.stop()
  return daemon.port
}

describeSignal({
  name: 'segments',
  async start() {
    const daemon = await startUdp()
    const segments = startAt(daemon.port)
    let stopped = false
    const stopDaemon = async () => {
      if (!stopped) await daemon.stop()
      stopped = true
    }
    return {
      signal: segments.signal,
      emit: request,
      received: () => distinct(daemon),
      breakBackend: stopDaemon,
      async stop() {
        await segments.stop()
        await stopDaemon()
      },
    }
  },
})

describe('delivery to the daemon', () => {
  const cleanups: (() => Promise<void>)[] = []
  const using = <T extends FakeDaemon | Started>(one: T): T => {
    cleanups.push(() => one.stop())
    return one
  }
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  })

  it('drops nothing when the daemon starts after the service', async () => {
    const port = await freePort()
    const segments = using(startAt(port))
    const ids = Array.from({ length: 50 }, request)
    await expect.poll(() => segments.signal.ledger().outage?.reason).toMatch(/ECONNREFUSED/)
    const daemon = using(await startUdp(port))
    await expect.poll(() => distinct(daemon), { timeout: 20_000 }).toBe(50)
    expect(new Set(daemon.documents.map(({ id }) => id))).toEqual(new Set(ids))
    await expect
      .poll(() => segments.signal.ledger())
      .toEqual({
        accepted: 50,
        sent: 50,
        queued: 0,
        dropped: {},
      })
  })

  it('queues one minute at 200 requests per second and delivers it afterwards', {
    timeout: 90_000,
  }, async () => {
    const before = await startUdp()
    const segments = using(startAt(before.port))
    for (let count = 0; count < 100; count += 1) request()
    await expect.poll(() => distinct(before), { timeout: 20_000 }).toBe(100)
    await before.stop()
    for (let count = 0; count < 12_000; count += 1) request()
    await expect.poll(() => segments.signal.ledger().outage?.reason).toMatch(/ECONNREFUSED/)
    expect(segments.signal.ledger()).toMatchObject({
      accepted: 12_100,
      queued: 12_000,
      dropped: {},
    })
    const after = using(await startUdp(before.port))
    await expect.poll(() => distinct(after), { timeout: 60_000 }).toBe(12_000)
    await expect
      .poll(() => segments.signal.ledger())
      .toMatchObject({ sent: 12_100, queued: 0, dropped: {} })
    expect(segments.signal.ledger().outage).toBeUndefined()
  })

  it('drops and counts the oldest during a longer outage', {
    timeout: 90_000,
  }, async () => {
    const port = await freePort()
    const segments = using(startAt(port))
    const ids = Array.from({ length: 31_000 }, request)
    const { queued, dropped } = segments.signal.ledger()
    expect({ queued, dropped }).toEqual({ queued: 30_000, dropped: { queue_full: 1000 } })
    const daemon = using(await startUdp(port))
    await expect.poll(() => distinct(daemon), { timeout: 60_000 }).toBe(30_000)
    const arrived = new Set(daemon.documents.map(({ id }) => id))
    expect(ids.slice(0, 1000).filter((id) => arrived.has(id))).toEqual([])
  })

  it("reports in its ledger that the daemon's host name cannot be resolved", async () => {
    const segments = using(startAt(2000, 'daemon.invalid'))
    request()
    await expect
      .poll(() => segments.signal.ledger().outage?.reason, { timeout: 25_000 })
      .toMatch(/ENOTFOUND|EAI_AGAIN/)
    expect(segments.signal.ledger()).toMatchObject({ queued: 1 })
  })

  it('continues after a datagram that the system rejects', async () => {
    const daemon = using(await startUdp())
    const sender = createDaemonTransport({ host: '127.0.0.1', port: daemon.port })
    const documents = ['{"id":"1"}', `{"id":"${'2'.repeat(70_000)}"}`, '{"id":"3"}']
    const datagrams = documents.map((document) => Buffer.from(datagramHeader + document))
    expect(await sender.send(datagrams, AbortSignal.timeout(5000))).toEqual({
      kind: 'sent',
      rejected: { too_large: 1 },
    })
    await expect.poll(() => daemon.documents).toEqual([{ id: '1' }, { id: '3' }])
    sender.close()
  })

  it('sends over IPv6', async () => {
    const daemon = using(await startUdp(0, '::1'))
    using(startAt(daemon.port, '[::1]'))
    const id = request()
    await expect.poll(() => daemon.documents).toMatchObject([{ id }])
  })
})
