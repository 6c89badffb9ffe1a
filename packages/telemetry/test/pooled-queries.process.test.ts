import { expect, it, onTestFinished } from 'vitest'
import { startBackends } from './support/backends.ts'
import { startRefusingPostgres } from './support/postgres-that-refuses.ts'
import { startServiceProcess } from './support/service-process.ts'

it('a query that waited for a pool connection belongs to the request that issued it', async () => {
  const backends = await startBackends()
  onTestFinished(backends.close)
  const database = await startRefusingPostgres('no', 'never')
  onTestFinished(database.close)
  const service = await startServiceProcess('pooled-service.ts', {
    ...backends.environment,
    DATABASE_URL: database.url,
  })
  const traceIds = Array.from({ length: 50 }, (_, index) =>
    (0x100 + index).toString(16).padStart(32, 'a'),
  )
  await Promise.all(
    traceIds.map((id) =>
      fetch(`${service.url}/query`, {
        headers: {
          'x-amzn-trace-id': `Root=1-${id.slice(0, 8)}-${id.slice(8)};Sampled=1`,
        },
      }),
    ),
  )
  expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })

  const spans = backends.otlp.spans()
  const requests = new Map(
    spans.filter(({ kind }) => kind === 'SERVER').map(({ traceId, spanId }) => [traceId, spanId]),
  )
  const queries = spans.filter(({ attributes }) => 'db.query.summary' in attributes)
  expect(queries.map(({ traceId }) => traceId).sort()).toEqual(traceIds)
  for (const { traceId, parentSpanId } of queries) {
    expect(parentSpanId).toBe(requests.get(traceId))
  }
  const segments = backends.segments()
  expect(segments).toHaveLength(traceIds.length)
  for (const { subsegments } of segments) expect(subsegments).toHaveLength(1)
}, 60_000)
