import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Engine } from '../../src/store/engine/engine.ts'
import { openReserve } from '../../src/store/engine/reserve.ts'
import { allColumns } from '../../src/store/insert/columns.ts'
import { openDurableInsert } from '../../src/store/insert/durable-insert.ts'
import { createRowSink } from '../../src/store/insert/row-sink.ts'
import { migrate } from '../../src/store/migrate.ts'
import { startRetention } from '../../src/store/retention/retention.ts'
import { ownFolder } from '../support/own-folder.ts'
import { nanosAgo, spanRow } from '../support/span-rows.ts'
import { withEngine } from '../support/temp-store.ts'

const megabyte = 1_000_000
const maxBytes = 8 * megabyte
const batches = 48

const folder = ownFolder()

test(
  'while spans arrive, the oldest are deleted, no batch is rejected, and the disk limit is met',
  { timeout: 120_000 },
  () =>
    withEngine(folder.path, async (engine) => {
      await migrate(engine.writer)
      const select = async <Row>(query: string): Promise<Row[]> =>
        await (await engine.reader.query({ query, format: 'JSONEachRow' })).json<Row>()
      const keptBytes = async () => {
        const [row] = await select<{ bytes: number }>(
          'SELECT toUInt32(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND database = currentDatabase()',
        )
        return row?.bytes ?? 0
      }

      const failures: unknown[] = []
      const retention = startRetention(
        engine.writer,
        {
          ...{ maxAgeDays: 7, maxBytes, intervalMillis: 50 },
          onError: (error) => failures.push(error),
        },
        await openReserve(folder.path),
      )
      try {
        await insertBatches(engine)
        await expect.poll(keptBytes, { timeout: 60_000 }).toBeLessThanOrEqual(maxBytes)
      } finally {
        await retention.stop()
      }

      const [kept] = await select<{ oldest: string; newest: string; count: number }>(
        'SELECT argMin(SpanName, Timestamp) AS oldest, argMax(SpanName, Timestamp) AS newest, toUInt32(count()) AS count FROM otel_traces',
      )
      expect(failures).toEqual([])
      expect(kept?.newest).toBe(`batch ${batches - 1}`)
      expect(Number(kept?.oldest.slice(6))).toBeGreaterThan(10)
      expect(kept?.count).toBeGreaterThan(1_000)
    }),
)

/** A day in as many steps, so that parts differ in age as those of a long run do. */
async function insertBatches(engine: Engine): Promise<void> {
  const durable = await openDurableInsert(engine, {
    folder: folder.path,
    flushBytes: maxBytes / 16,
    onError: (error) => expect.fail(String(error)),
  })
  const { sink, close } = createRowSink(
    { insert: (table, columns, lines) => durable.insert({ table, columns, lines }) },
    allColumns,
    { intervalMillis: 0 },
  )
  for (let batch = 0; batch < batches; batch += 1) {
    const Timestamp = nanosAgo((batches - batch) * 1_000_000)
    const rows = Array.from({ length: 250 }, () =>
      spanRow({
        ...{ Timestamp, SpanName: `batch ${batch}` },
        SpanAttributes: { filler: randomBytes(2_000).toString('latin1') },
      }),
    )
    await sink.insert('spans', rows)
  }
  await close()
  await durable.close()
}
