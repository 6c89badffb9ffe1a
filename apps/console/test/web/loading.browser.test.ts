import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, inject, test } from 'vitest'
import { largeTrace } from '../pages/sample-traces.ts'
import { servePage } from '../pages/serve-page.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'

test('shows the received megabytes while a large trace loads', async () => {
  const browser = await launchBrowser()
  const trace = largeTrace(10_000)
  const tracePath = `/api/v1/traces/${trace.traceId}`
  const body = Buffer.from(JSON.stringify(trace))
  const half = Math.floor(body.length / 2)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const server = createServer(async (request, response) => {
    if (!request.url?.startsWith('/api/')) return servePage(inject('builtPage'), request, response)
    if (request.url !== tracePath) return response.writeHead(404).end()
    response.setHeader('content-type', 'application/json')
    response.write(body.subarray(0, half))
    await released
    response.end(body.subarray(half))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    await using opened = await openPage(browser, `http://127.0.0.1:${port}/traces/${trace.traceId}`)
    const { page } = opened
    const megabytes = Math.floor(half / 1e6)
    expect(megabytes).toBeGreaterThan(0)
    await page.getByText(`Loading trace… ${megabytes} MB`).waitFor()
    release()
    await page.getByRole('treeitem').first().waitFor()
  } finally {
    await browser.close()
    server.close()
  }
}, 60_000)
