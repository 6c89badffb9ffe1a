import { expect, test } from 'vitest'
import { insertSignals } from '../support/other-signals.ts'
import { ownFolder } from '../support/own-folder.ts'
import { spanId, spanRow, traceId } from '../support/span-rows.ts'
import { withStore } from '../support/temp-store.ts'

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

test('clear removes runs', async () => {
  await withStore(folder.path, async (store) => {
    await store.sink.insert('spans', spans('gone', 1))
    await insertSignals(store, 'without-spans')
    await store.clear?.()
    expect(await store.runs.listRuns({ range: everything, limit: 10 })).toEqual([])
  })
})
