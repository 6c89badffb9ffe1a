import { rm } from 'node:fs/promises'
import Schema from 'typebox/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { ledgerDocument, startLedgerService } from '../support/ledger-service.ts'
import { checkoutTrace, sendTraces } from '../support/sent-traces.ts'
import { storeFolder } from '../support/temp-store.ts'
import { comparedRuns, sendComparedRuns } from './compared-traffic.ts'
import { sendShopMetrics } from './metric-traffic.ts'
import { sendItem, sendLine, sendSegment } from './signals-without-spans.ts'

/** The responses are not serialized by their schemas: here each route is compared with its schema. */
let folder: string
let running: Console
let ledgers: Awaited<ReturnType<typeof startLedgerService>>
let paths: Readonly<Record<string, { readonly get?: object }>>
const { traceId, rootId } = checkoutTrace

beforeAll(async () => {
  folder = await storeFolder()
  ledgers = await startLedgerService((_request, response) =>
    response.end(JSON.stringify(ledgerDocument('shop'))),
  )
  const services = new Map([
    ['shop', ledgers.url],
    ['gone', 'http://127.0.0.1:1'],
  ])
  running = await startConsole(consoleConfig(folder, { services }))
  await sendTraces(running.otlpUrl, [checkoutTrace])
  const timeNano = BigInt(Date.now()) * 1_000_000n
  await sendLine(running.otlpUrl, 'shop', { traceId, spanId: rootId, timeNano, body: 'failed' })
  await sendItem(running.url, 'shop', { traceId, spanId: rootId, timeNano, message: 'failed' })
  const segment = { traceId, spanId: rootId, startNano: timeNano, durationNano: 1_000n }
  await sendSegment(`http://${running.xrayAddress}`, 'shop', segment)
  await sendShopMetrics(running.otlpUrl, 'shop', { minutes: 5, routes: 2 })
  await sendComparedRuns(running)
  const document = await fetch(`${running.url}/api/v1/openapi.json`)
  paths = ((await document.json()) as { paths: typeof paths }).paths
})
afterAll(async () => {
  await running.close()
  await ledgers[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** Every object has the described properties alone. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const { allOf, ...rest } = schema as { allOf?: object[]; type?: string; properties?: object }
  if (allOf !== undefined) return { allOf, unevaluatedProperties: false }
  const inner = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, closed(value)]))
  return rest.properties === undefined ? inner : { ...inner, additionalProperties: false }
}

const get = async (url: string) => (await fetch(`${running.url}${url}`)).json()

test('every response is as its schema describes it, without further properties', async () => {
  const { items } = (await get('/api/v1/errors')) as { items: { fingerprint: string }[] }
  const fingerprint = items[0]?.fingerprint ?? ''
  const { earlier: before, later: now } = comparedRuns
  const queries: Readonly<Record<string, readonly string[]>> = {
    '/api/v1/traces': ['', '?spans=missing', '?sort=longest&limit=1', '?where=nothing=1'],
    '/api/v1/traces/{traceId}/overview': ['', `?spanId=${rootId}`, '?cursor=0'],
    '/api/v1/trace-ids': [`?prefix=${traceId.slice(0, 8)}`],
    '/api/v1/spans/count': ['?by=http.route', '?where=nothing=1'],
    '/api/v1/spans/compare': [
      `?boxStart=2026-01-01T00:00:00Z&boxEnd=2100-01-01T00:00:00Z&boxMinDuration=1ms`,
    ],
    '/api/v1/compare/verdict': [
      `?operation=${encodeURIComponent('GET /same')}&before=${before}&now=${now}`,
    ],
    '/api/v1/compare': ['', `?run=${now}&baselineRun=${before}`],
    '/api/v1/findings': ['', `?traces=${traceId}`],
    '/api/v1/metrics/values': [
      ...['app.orders', 'http.server.active_requests', 'v8js.memory.heap.used', 'legacy.wait'],
      'http.server.request.duration',
    ].map((name) => `?name=${name}&by=http.route&fit=true&heatmapRows=10`),
    '/api/v1/logs': ['', '?limit=1'],
  }
  const values = { traceId, fingerprint, service: 'shop', key: 'http.route' }
  const skipped = ['/api/v1/logs/tail']
  for (const [path, { get: operation }] of Object.entries(paths)) {
    if (operation === undefined || !path.startsWith('/api/v1/') || skipped.includes(path)) continue
    const { responses } = operation as {
      responses: Record<string, { content?: Record<string, { schema: object }> }>
    }
    const schema = Schema.Compile(
      closed(responses['200']?.content?.['application/json']?.schema) as Schema.XSchema,
    )
    const url = path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof values) => values[name])
    for (const query of queries[path] ?? ['']) {
      const body = await get(url + query)
      expect(
        schema.Errors(body)[1],
        `${url}${query} ${JSON.stringify(body).slice(0, 300)}`,
      ).toEqual([])
    }
  }
})
