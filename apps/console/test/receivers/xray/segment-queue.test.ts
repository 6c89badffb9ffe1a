import { expect, test } from 'vitest'
import { decodeSegmentDocument } from '../../../src/decode/xray/segment-document.ts'
import type { RowSink } from '../../../src/model/row-sink.ts'
import { StoreError } from '../../../src/model/store-error.ts'
import { createSegmentQueue } from '../../../src/receivers/xray/segment-queue.ts'

function rows(id: number) {
  const decoded = decodeSegmentDocument(
    JSON.stringify({
      name: String(id),
      id: id.toString(16).padStart(16, '0'),
      trace_id: '1-581cf771-a006649127e371903a2de979',
      start_time: 1,
      end_time: 2,
    }),
  )
  return 'rows' in decoded ? decoded.rows : []
}

/** A sink whose first insert ends when it is released. */
function createSlowSink() {
  const names: string[][] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const sink: RowSink = {
    async insert(_kind, inserted) {
      names.push(inserted.map((row) => ('Name' in row ? row.Name : '')))
      if (names.length === 1) await promise
    },
  }
  return { sink, names, release: resolve }
}

test.each([
  ['documents', { maxDocuments: 3, maxBytes: 1_000_000 }],
  ['bytes', { maxDocuments: 1_000_000, maxBytes: 300 }],
])(
  'the oldest documents are dropped and counted when too many %s are queued',
  async (_, limits) => {
    const { sink, names, release } = createSlowSink()
    const queue = createSegmentQueue({ sink, ...limits, closeTimeoutMillis: 0, onError: () => {} })
    for (let id = 0; id < 10; id += 1) queue.push(rows(id), 100)
    expect(queue.dropped).toBe(6)
    release()
    await queue.close()
    expect(names).toEqual([['0'], ['7', '8', '9']])
    expect([queue.stored, queue.dropped]).toEqual([4, 6])
    queue.push(rows(11), 100)
    expect(queue.dropped).toBe(7)
  },
)

test('drops only the document that the store refuses', async () => {
  const { sink, names, release } = createSlowSink()
  const errors: unknown[] = []
  const refusal = new StoreError('CON_STORE_ROWS_REFUSED', 'no')
  const picky: RowSink = {
    async insert(kind, inserted) {
      if (inserted.some((row) => 'Name' in row && row.Name === '5')) throw refusal
      await sink.insert(kind, inserted)
    },
  }
  const limits = { maxDocuments: 100, maxBytes: 100_000, closeTimeoutMillis: 0 }
  const queue = createSegmentQueue({
    sink: picky,
    ...limits,
    onError: (error) => errors.push(error),
  })
  for (let id = 0; id < 10; id += 1) queue.push(rows(id), 100)
  release()
  await queue.close()
  expect(names.flat()).toEqual(['0', '1', '2', '3', '4', '6', '7', '8', '9'])
  expect([queue.stored, queue.dropped, errors]).toEqual([9, 1, [refusal]])
})
