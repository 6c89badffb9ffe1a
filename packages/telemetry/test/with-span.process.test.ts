import { trace } from '@opentelemetry/api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withSpan } from '../src/with-span.ts'
import { type Everything, startAll } from './support/start-all.ts'

let all: Everything
beforeAll(async () => {
  all = await startAll()
})
afterAll(() => all.stop())

async function received(name: string) {
  await all.telemetry.flush()
  return all.otlp.spans().find((span) => span.name === name)
}

it('returns the result of the work and ends the span', async () => {
  expect(withSpan('at once', () => 1, { kind: 'quick' })).toBe(1)
  expect(await withSpan('later', async (span) => span.spanContext().traceId)).toMatch(/^\w{32}$/)
  expect(await received('at once')).toMatchObject({
    attributes: { kind: 'quick' },
    status: { code: 'UNSET' },
  })
  expect(await received('later')).toMatchObject({ kind: 'INTERNAL' })
})

it('is the parent of spans started inside', async () => {
  await withSpan('outer', async () => withSpan('inner', async () => undefined))
  const outer = await received('outer')
  expect((await received('inner'))?.parentSpanId).toBe(outer?.spanId)
})

it('records a thrown error on the span and rethrows it', async () => {
  const error = new RangeError('too far')
  expect(() =>
    withSpan('throws', () => {
      throw error
    }),
  ).toThrow(error)
  await expect(withSpan('rejects', () => Promise.reject(error))).rejects.toBe(error)
  for (const name of ['throws', 'rejects']) {
    expect(await received(name)).toMatchObject({
      status: { code: 'ERROR', message: 'too far' },
      events: [{ name: 'exception', attributes: { 'exception.type': 'RangeError' } }],
    })
  }
})

it('rethrows and reports a value that cannot be read', () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  let thrown: unknown
  try {
    withSpan('unreadable', () => {
      throw proxy
    })
  } catch (error) {
    thrown = error
  }
  expect(Object.is(thrown, proxy)).toBe(true)
  expect(all.telemetry.reportError(proxy)).toMatch(/^[\da-f-]{36}$/)
})

it('awaits a query builder inside the span', async () => {
  let activeId: string | undefined
  const query = {
    // biome-ignore lint/suspicious/noThenProperty: knex and mongoose queries are thenables
    then: (resolve: (rows: string) => void) => {
      activeId = trace.getActiveSpan()?.spanContext().spanId
      setTimeout(resolve, 20, 'rows')
    },
  }
  expect(await withSpan('query', () => query as unknown as Promise<string>)).toBe('rows')
  const span = await received('query')
  expect(span?.spanId).toBe(activeId)
  expect((span?.endMillis ?? 0) - (span?.startMillis ?? 0)).toBeGreaterThan(15)
})
