import { expect, test } from 'vitest'
import { bufferedTables, discardBuffer } from '../../src/store/buffers.ts'
import { allColumns, tables } from '../../src/store/insert/columns.ts'
import { encodeRows } from '../../src/store/insert/encode-rows.ts'
import { trackFlush } from '../../src/store/insert/flush-progress.ts'
import { openWriteLog } from '../../src/store/insert/write-log.ts'
import { migrate } from '../../src/store/migrate.ts'
import { logRow } from '../support/log-rows.ts'
import { ownFolder } from '../support/own-folder.ts'
import { spanId, spanRow } from '../support/span-rows.ts'
import { withEngine, withStore } from '../support/temp-store.ts'

const folder = ownFolder()
const logFolder = () => `${folder.path}/write-log`
const range = { fromNano: 0n, toNano: 2n ** 62n }

const record = (kind: 'spans' | 'logs', rows: readonly object[]) => ({
  ...{ table: tables[kind], columns: allColumns[kind] },
  lines: encodeRows(allColumns[kind], rows as never),
})
const span = (number: number) => record('spans', [spanRow({ SpanId: spanId(number) })])

/** Leaves the state of a crash after some tables were flushed and another record was logged. */
async function crashAfter(flushedTables: number): Promise<void> {
  await withEngine(folder.path, async (engine) => {
    await migrate(engine.writer)
    const log = await openWriteLog(logFolder())
    const progress = trackFlush(logFolder())
    const store = async (stored: ReturnType<typeof record>) => {
      await engine.insert(stored.table, stored.columns, stored.lines)
      await log.append(stored)
    }
    await store(span(1))
    await store(record('logs', [logRow(), logRow(), logRow()]))
    const { file } = await log.rotate()
    for (const table of bufferedTables.slice(0, flushedTables)) {
      await engine.writer.command({ query: `OPTIMIZE TABLE ${table}` })
      await progress.add(file, table)
    }
    await log.append(span(2))
    await log.close()
    for (const table of bufferedTables) await discardBuffer(engine.writer, table)
  })
}

test.each([0, 1, 8, 14, 17])(
  'a replay after a flush of %i tables stores each row once',
  async (flushed) => {
    await crashAfter(flushed)
    for (const start of [1, 2])
      await withStore(folder.path, async ({ reader, traceSignals }) => {
        expect(await reader.listServices(range), `start ${start}`).toMatchObject([
          { spanCount: 2, logCount: 3 },
        ])
        expect(await reader.getSpans('a'.repeat(32), 10)).toHaveLength(2)
        expect(await traceSignals.getLogs([''], 10)).toHaveLength(3)
      })
  },
)
