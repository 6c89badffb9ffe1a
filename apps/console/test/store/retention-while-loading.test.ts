import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openChdb } from '../../src/store/engine/chdb.ts'
import { openReserve } from '../../src/store/engine/reserve.ts'
import { allColumns } from '../../src/store/insert/columns.ts'
import { createRowSink } from '../../src/store/insert/row-sink.ts'
import { migrate } from '../../src/store/migrate.ts'
import { startRetention } from '../../src/store/retention/retention.ts'
import { nanosAgo, spanRow } from '../support/span-rows.ts'
import { tempFolder } from '../support/temp-store.ts'

const megabyte = 1_000_000
const maxBytes = 8 * megabyte

test('while spans arrive the oldest go, none is refused, and the disk ends within what was allowed', async () => {
  const folder = await tempFolder()
  const engine = await openChdb(folder)
  await migrate(engine.writer)
  const ask = async <Row>(query: string): Promise<Row[]> =>
    await (await engine.reader.query({ query, format: 'JSONEachRow' })).json<Row>()
  const keptBytes = async () => {
    const [row] = await ask<{ bytes: number }>(
      'SELECT toUInt32(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND database = currentDatabase()',
    )
    return row?.bytes ?? 0
  }

  const failures: unknown[] = []
  const { sink, close } = createRowSink(engine, allColumns, { intervalMillis: 0 })
  const retention = startRetention(
    engine.writer,
    {
      ...{ maxAgeDays: 7, maxBytes, intervalMillis: 50 },
      onError: (error) => failures.push(error),
    },
    await openReserve(folder),
  )
  const batches = 48
  for (let batch = 0; batch < batches; batch += 1) {
    // A day in 48 steps, so that parts differ in age as those of a long run do.
    const Timestamp = nanosAgo((batches - batch) * 1_000_000)
    await sink.insert(
      'spans',
      Array.from({ length: 250 }, () =>
        spanRow({
          ...{ Timestamp, SpanName: `batch ${batch}` },
          SpanAttributes: { filler: randomBytes(2_000).toString('latin1') },
        }),
      ),
    )
  }
  await expect.poll(keptBytes, { timeout: 60_000 }).toBeLessThanOrEqual(maxBytes)
  await retention.stop()
  const [{ oldest, newest, count } = { oldest: '', newest: '', count: 0 }] = await ask<{
    oldest: string
    newest: string
    count: number
  }>(
    'SELECT argMin(SpanName, Timestamp) AS oldest, argMax(SpanName, Timestamp) AS newest, toUInt32(count()) AS count FROM otel_traces',
  )
  await close()
  await engine.close()
  await rm(folder, { recursive: true, force: true })

  expect(failures).toEqual([])
  expect(newest).toBe(`batch ${batches - 1}`)
  expect(Number(oldest.slice(6))).toBeGreaterThan(10)
  expect(count).toBeGreaterThan(1_000)
}, 120_000)
