import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { TraceFindings } from '../../src/contract/findings.ts'
import { startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendSpans } from './span-traffic.ts'

test('the traces of a caller that did not pass its context and of its callee name each other', async () => {
  const folder = await storeFolder()
  const running = await startConsole(consoleConfig(folder))
  const startNano = BigInt(Date.now() - 60_000) * 1_000_000n
  const millis = (count: number) => BigInt(count) * 1_000_000n
  await sendSpans(running.otlpUrl, 'shop', [
    { traceId: traceId(1), spanId: spanId(1), startNano, durationNano: millis(200) },
    {
      ...{ traceId: traceId(1), spanId: spanId(2), parentSpanId: spanId(1), name: 'GET', kind: 3 },
      ...{ startNano: startNano + millis(10), durationNano: millis(100) },
      attributes: { 'http.request.method': 'GET', 'url.full': 'http://stock:4002/stock/7' },
    },
  ])
  await sendSpans(running.otlpUrl, 'stock', [
    {
      ...{ traceId: traceId(2), spanId: spanId(3), name: 'GET /stock/:id' },
      ...{ startNano: startNano + millis(12), durationNano: millis(90) },
      attributes: {
        ...{ 'http.request.method': 'GET', 'http.route': '/stock/:id', 'url.path': '/stock/7' },
        ...{ 'server.address': 'stock', 'server.port': '4002' },
        'http.response.status_code': '200',
      },
    },
  ])
  const findingsOf = async (trace: number) => {
    const response = await fetch(`${running.url}/api/v1/traces/${traceId(trace)}/findings`)
    return ((await response.json()) as TraceFindings).findings
  }
  expect(await findingsOf(2)).toMatchObject([
    { kind: 'broken-propagation', evidence: { caller: 'shop', callerTraceId: traceId(1) } },
  ])
  expect(await findingsOf(1)).toMatchObject([
    {
      ...{ kind: 'broken-propagation', service: 'shop', spans: [spanId(2)] },
      evidence: { callee: 'stock', calleeTraceId: traceId(2) },
    },
  ])
  const overview = await fetch(`${running.url}/api/v1/traces/${traceId(1)}/overview`)
  expect(await overview.json()).toMatchObject({ findings: [{ kind: 'broken-propagation' }] })
  await running.close()
  await rm(folder, { recursive: true, force: true })
})
