import { expect, test } from 'vitest'
import { insertSignals } from '../support/other-signals.ts'
import { ownFolder } from '../support/own-folder.ts'
import { spanId, spanRow, traceId } from '../support/span-rows.ts'
import { withEngine, withStore } from '../support/temp-store.ts'

const folder = ownFolder()
const everything = { fromNano: 0n, toNano: 2n ** 62n }

function spans(instanceId: string, count: number) {
  return Array.from({ length: count }, (_, index) =>
    spanRow({
      TraceId: traceId(index + 1),
      SpanId: spanId(index + 1),
      SpanKind: 'Server',
      SpanAttributes: { SampleRate: '5' },
      ResourceAttributes: { 'service.instance.id': instanceId, 'service.version': '2.0.0' },
    }),
  )
}

test('data of before runs were known are counted when the schema moves on, once', async () => {
  await withStore(folder.path, async (store) => {
    await store.sink.insert('spans', spans('before', 3))
    await insertSignals(store, 'spanless')
  })
  await withEngine(folder.path, async ({ writer }) => {
    for (const query of [
      'DROP TABLE console_runs_mv',
      'DROP TABLE console_runs',
      ...['logs', 'segments', 'items'].map((signal) => `DROP TABLE console_run_${signal}_mv`),
      'DROP TABLE console_run_signals',
      'TRUNCATE TABLE console_schema',
      'INSERT INTO console_schema (Version) VALUES (4)',
    ])
      await writer.command({ query })
  })

  for (const times of [1, 2])
    await withStore(folder.path, async ({ runs }) => {
      const listed = await runs.listRuns({ range: everything, limit: 10 })
      expect(listed, `opened ${times} times`).toMatchObject([
        {
          ...{ instanceId: 'spanless', service: 'shop', version: '2.0.0', environment: 'test' },
          ...{ spanCount: 0, segmentCount: 1, logCount: 1, itemCount: 1, host: 'laptop' },
        },
        { instanceId: 'before', spanCount: 3, requestCount: 15, version: '2.0.0', host: '' },
      ])
    })
})

test('runs go with the data when everything is removed', async () => {
  await withStore(folder.path, async (store) => {
    await store.sink.insert('spans', spans('gone', 1))
    await insertSignals(store, 'spanless')
    await store.clear?.()
    expect(await store.runs.listRuns({ range: everything, limit: 10 })).toEqual([])
  })
})
