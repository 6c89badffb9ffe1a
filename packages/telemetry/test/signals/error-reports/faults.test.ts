import { createServer } from 'node:net'
import { expect, test, vi } from 'vitest'
import { type Respond, respondTaken, startRollbarReceiver } from './rollbar-receiver.ts'
import { startTestReports } from './start-test-reports.ts'

const within = { timeout: 30_000, interval: 20 }

const faults: Record<string, Respond> = {
  'responds with 500': (response) => {
    response.writeHead(500).end('oops')
  },
  'responds with 429': (response) => {
    response.writeHead(429).end('{"err":1}')
  },
  'responds with 429 and Retry-After': (response) => {
    response.writeHead(429, { 'retry-after': '1' }).end('{"err":1}')
  },
  'refuses the token': (response) => {
    response.writeHead(403).end('{"err":1,"message":"invalid access token"}')
  },
  'responds with garbage': (response) => {
    response.end('<html>captive portal</html>')
  },
  'aborts its response': (response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"err"')
    setImmediate(() => response.destroy())
  },
  'closes the connection': (response) => {
    response.destroy()
  },
}

// The tests wait most of the time, for timeouts and retries.
test.concurrent.for(Object.entries(faults))(
  'when Rollbar %s, every item arrives after it recovers',
  async ([, respond], { onTestFinished }) => {
    const rollbar = await startRollbarReceiver(respond, onTestFinished)
    const { endpoint } = rollbar
    const { report, signal } = startTestReports({ endpoint }, {}, onTestFinished)
    const uuids = [1, 2, 3].map((number) => report(new Error(`error ${number}`)))

    await vi.waitFor(() => expect(signal.ledger().outage?.reason).toBeTruthy(), within)
    expect(signal.ledger()).toMatchObject({ accepted: 3, sent: 0, queued: 3, dropped: {} })

    rollbar.respondWith(respondTaken)
    await vi.waitFor(() => expect(signal.ledger().sent).toBe(3), within)
    expect(rollbar.items.map(({ data }) => data.uuid).sort()).toEqual(uuids.sort())
    expect(signal.ledger()).toEqual({ accepted: 3, sent: 3, queued: 0, dropped: {} })
  },
)

test('error reports are queued while Rollbar is unreachable and sent when it recovers', async () => {
  const rollbar = await startRollbarReceiver()
  await rollbar.close()
  const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
  report(new Error('queued'))
  await vi.waitFor(() => expect(signal.ledger().outage?.reason).toContain('ECONNREFUSED'), within)
  expect(signal.ledger().queued).toBe(1)
})

test('a rejected error report is counted and does not block the next one', async () => {
  const rollbar = await startRollbarReceiver((response, _request, attempt) => {
    if (attempt === 1) response.writeHead(422).end('{"err":1,"message":"no"}')
    else if (attempt === 2) response.writeHead(413).end()
    else respondTaken(response, _request, attempt)
  })
  const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
  for (const number of [1, 2, 3]) report(new Error(`error ${number}`))
  await signal.flush(AbortSignal.timeout(20_000))

  expect(signal.ledger()).toEqual({
    accepted: 3,
    sent: 1,
    queued: 0,
    dropped: { rejected: 1, too_large: 1 },
  })
})

test.concurrent.for([
  ['never responds', () => undefined],
  [
    'hangs in the middle of its response',
    (response) => {
      response.writeHead(200)
      response.write('{"err"')
    },
  ],
] satisfies [string, Respond][])(
  'when Rollbar %s, shutdown ends at its deadline and counts the loss',
  async ([, respond], { onTestFinished }) => {
    const rollbar = await startRollbarReceiver(respond, onTestFinished)
    const { endpoint } = rollbar
    const { report, signal } = startTestReports({ endpoint }, {}, onTestFinished)
    for (const number of [1, 2, 3]) report(new Error(`error ${number}`))
    await vi.waitFor(() => expect(rollbar.attempts()).toBe(1), within)

    const start = performance.now()
    await signal.shutdown(AbortSignal.timeout(300))
    expect(performance.now() - start).toBeLessThan(5000)
    expect(signal.ledger()).toMatchObject({
      accepted: 3,
      sent: 0,
      queued: 0,
      dropped: { shutdown: 3 },
    })
  },
)

test('a host that accepts connections without responding blocks neither report nor flush', async () => {
  const silent = createServer(() => undefined)
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  const { port } = silent.address() as { port: number }
  const { report, signal } = startTestReports({ endpoint: `http://127.0.0.1:${port}/` })
  const start = performance.now()
  report(new Error('into the void'))
  expect(performance.now() - start).toBeLessThan(1000)
  await signal.flush(AbortSignal.timeout(200))
  expect(signal.ledger()).toMatchObject({ accepted: 1, queued: 1 })
  await signal.shutdown(AbortSignal.abort())
  silent.close()
})
