import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createLedgerReader } from '../../src/ledgers/fetch-ledgers.ts'
import { ledgerDocument, startLedgerService } from '../support/ledger-service.ts'

async function read(respond: RequestListener) {
  await using service = await startLedgerService(respond)
  return await createLedgerReader(new Map([['shop', service.url]])).read('shop')
}

const json =
  (body: unknown): RequestListener =>
  (_request, response) =>
    response.end(JSON.stringify(body))

test('a ledger is read with its start, losses and outage', async () => {
  const outage = { since: '2026-11-22T20:00:00.000Z', reason: 'connect ECONNREFUSED', attempts: 4 }
  const result = await read(
    json(
      ledgerDocument(
        'shop',
        { spans: { accepted: 9, sent: 4, queued: 3, dropped: { queue_full: 2 }, outage } },
        '2026-11-22T19:00:00.250Z',
      ),
    ),
  )
  expect(result).toMatchObject({
    state: 'reachable',
    ledger: {
      instanceId: 'c0ffee',
      startUnixNano: String(BigInt(Date.parse('2026-11-22T19:00:00.250Z')) * 1_000_000n),
      signals: expect.arrayContaining([
        expect.objectContaining({
          ...{ name: 'spans', accepted: 9, sent: 4, queued: 3, dropped: { queue_full: 2 }, outage },
        }),
      ]),
    },
  })
})

test.each<[string, RequestListener, RegExp]>([
  ['an error', (_request, response) => response.writeHead(500).end(), /responded with HTTP 500/],
  ['no JSON', (_request, response) => response.end('<html>'), /not a ledger/],
  ['another document', json({ spans: {} }), /not a ledger/],
  ['counts below zero', json(ledgerDocument('shop', { spans: { sent: -1 } })), /not a ledger/],
  ['the ledger of another service', json(ledgerDocument('cart')), /is from cart$/],
  ['more than a ledger', (_request, response) => response.end(' '.repeat(70_000)), /65536 bytes/],
  ['nothing', () => undefined, /No response within 1500 ms/],
])('%s is a reason, not a failure', async (_what, respond, reason) => {
  expect(await read(respond)).toEqual({
    state: 'unreachable',
    reason: expect.stringMatching(reason),
  })
})

test('a redirect is not followed', async () => {
  await using elsewhere = await startLedgerService(json(ledgerDocument('shop')))
  const result = await read((_request, response) =>
    response.writeHead(302, { location: `${elsewhere.url}/health/telemetry` }).end(),
  )
  expect(result).toEqual({ state: 'unreachable', reason: 'It responded with HTTP 302' })
  expect(elsewhere.requestedPaths).toEqual([])
})

test('a stopped service is unreachable, one without an address is not fetched', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const reader = createLedgerReader(new Map([['shop', `http://127.0.0.1:${port}/`]]))
  expect(await reader.read('shop')).toEqual({
    state: 'unreachable',
    reason: expect.stringContaining('ECONNREFUSED'),
  })
  expect(await reader.read('cart')).toEqual({
    state: 'unreachable',
    reason: 'Its address is not known',
  })
})

test('an address may have a path of its own', async () => {
  await using service = await startLedgerService(json(ledgerDocument('shop')))
  await createLedgerReader(new Map([['shop', `${service.url}/shop`]])).read('shop')
  expect(service.requestedPaths).toEqual(['/shop/health/telemetry'])
})
