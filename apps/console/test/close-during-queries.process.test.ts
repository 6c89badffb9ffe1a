import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ConsoleProcess, kill, outcome } from './support/console-process.ts'
import { insertSlowSpans, startBusyConsole } from './support/slow-queries.ts'
import { storeFolder } from './support/temp-store.ts'

let folder: string
let child: ConsoleProcess | undefined

beforeAll(async () => {
  folder = await storeFolder()
  await insertSlowSpans(folder, 5_000)
}, 60_000)
afterEach(() => kill(child))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function sendQueries(signal?: AbortSignal) {
  const { started, sendQueries } = await startBusyConsole(folder)
  child = started
  return { started, ...(await sendQueries(signal)) }
}

test('a signal while the engine runs queries of closed connections ends with 0', async () => {
  const gone = new AbortController()
  const { started } = await sendQueries(gone.signal)
  gone.abort()
  started.kill('SIGTERM')
  expect(await outcome(started)).toEqual({ code: 0, stderr: '' })
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a slow query is canceled by %s and reports it',
  async (signal) => {
    const { started, settled } = await sendQueries()
    const startMillis = performance.now()
    started.kill(signal)
    expect(await outcome(started)).toEqual({ code: 0, stderr: '' })
    expect(performance.now() - startMillis).toBeLessThan(10_000)
    const responses = await settled
    const codes = responses.flatMap((response) =>
      response.status === 'fulfilled' ? [response.value.code] : [],
    )
    expect(codes).toContain('CON_STORE_CLOSING')
    expect(codes.every((code) => code === 'CON_STORE_CLOSING' || code === undefined)).toBe(true)
    // The two queries that are running are cut off when they cannot be canceled in time.
    expect(responses.length - codes.length).toBeLessThanOrEqual(2)
  },
)
