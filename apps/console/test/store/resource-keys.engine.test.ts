import { expect, test } from 'vitest'
import type { RowSink } from '../../src/model/row-sink.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { Store } from '../../src/store/open-store.ts'
import { trackResourceKeys } from '../../src/store/resource-keys.ts'
import { ownFolder } from '../support/own-folder.ts'
import { spanRow, traceId } from '../support/span-rows.ts'
import { withEngine, withStore } from '../support/temp-store.ts'

const folder = ownFolder()

const range = { fromNano: 0n, toNano: 2n ** 62n }
const color = { kind: 'attribute', key: 'color' } as const
const isBlue = { op: 'compare', field: color, comparison: '=', value: 'blue' } as const

const find = async ({ reader }: Store) => {
  const positions = await reader.findTraceIds({ range, condition: isBlue, limit: 10 })
  return positions.map(({ traceId }) => traceId).sort()
}

test('an attribute is found that a resource has for the first time, also after the next start', async () => {
  await withStore(folder.path, async (store) => {
    expect(await find(store)).toEqual([])
    await store.sink.insert('spans', [
      spanRow({ TraceId: traceId(1) }),
      spanRow({ TraceId: traceId(2), ResourceAttributes: { color: 'blue' } }),
      spanRow({ TraceId: traceId(3), SpanAttributes: { color: 'blue' } }),
      // The span's own counts.
      spanRow({
        ...{ TraceId: traceId(4), SpanAttributes: { color: 'red' } },
        ResourceAttributes: { color: 'blue' },
      }),
    ])
    expect(await find(store)).toEqual([traceId(2), traceId(3)])
  })
  await withStore(folder.path, async (store) => {
    expect(await find(store)).toEqual([traceId(2), traceId(3)])
    expect(await store.analysis.countGroups({ range, condition: isBlue }, color, 5)).toMatchObject([
      { key: '=blue', count: 2 },
    ])
  })
})

test('with more keys than services have, any is taken for one of a resource', async () => {
  await withEngine(folder.path, async ({ writer, reader }) => {
    await migrate(writer)
    const accepted: RowSink = { insert: async () => undefined }
    const { keys, sink } = await trackResourceKeys(reader, accepted)
    const attributes = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key ${index}`, '']))
    await sink.insert('spans', [spanRow({ ResourceAttributes: attributes(10_000) })])
    expect([keys.mayHave('key 9999'), keys.mayHave('color')]).toEqual([true, false])
    await sink.insert('spans', [spanRow({ ResourceAttributes: attributes(10_001) })])
    expect(keys.mayHave('color')).toBe(true)
  })
})
