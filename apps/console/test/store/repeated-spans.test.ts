import { expect, test } from 'vitest'
import { skipRepeatedSpans } from '../../src/store/insert/repeated-spans.ts'
import { createMemorySink } from '../support/memory-sink.ts'
import { spanId, spanRow } from '../support/span-rows.ts'

const spans = (...numbers: number[]) =>
  numbers.map((number) => spanRow({ SpanId: spanId(number), Timestamp: String(number) }))

test('stores a span that is repeated in another batch once', async () => {
  const memory = createMemorySink()
  const { sink, forget } = skipRepeatedSpans(memory)
  await sink.insert('spans', spans(1, 2))
  await sink.insert('spans', spans(2, 3, 3))
  expect(memory.rows.spans.map(({ Timestamp }) => Timestamp)).toEqual(['1', '2', '3'])
  forget()
  await sink.insert('spans', spans(1))
  expect(memory.rows.spans).toHaveLength(4)
})

test('stores a span sent at its start and at its end twice, and spans that share an ID', async () => {
  const memory = createMemorySink()
  const { sink } = skipRepeatedSpans(memory)
  const client = spanRow({ Timestamp: '1', SpanKind: 'Client' })
  await sink.insert('spans', [{ ...client, Duration: '0' }, client])
  await sink.insert('spans', [{ ...client, SpanKind: 'Server' }])
  expect(memory.rows.spans).toHaveLength(3)
})

test('a further row of a span has what is counted already, in either order', async () => {
  const memory = createMemorySink()
  const { sink } = skipRepeatedSpans(memory)
  const [started, ended] = [spanRow({ Duration: '0' }), spanRow({ StatusCode: 'Error' })]
  const other = { SpanId: spanId(2) }
  await sink.insert('spans', [started, ended, { ...ended, ...other }])
  await sink.insert('spans', [{ ...started, ...other }, started, { ...ended, Duration: '9' }])
  expect(memory.rows.spans.map(({ CountedBefore }) => CountedBefore)).toEqual([
    ...[undefined, 1, undefined],
    ...[2, 2],
  ])
})

test('a row that was not stored is not counted', async () => {
  const memory = createMemorySink()
  const { sink } = skipRepeatedSpans(memory)
  memory.behave('overload')
  await expect(sink.insert('spans', [spanRow({ Duration: '0' })])).rejects.toThrow()
  memory.behave('keep')
  await sink.insert('spans', [spanRow()])
  expect(memory.rows.spans.map(({ CountedBefore }) => CountedBefore)).toEqual([undefined])
})

test('remembers a limited number of rows of one span', async () => {
  const memory = createMemorySink()
  const { sink } = skipRepeatedSpans(memory)
  const rows = Array.from({ length: 50_000 }, (_, index) => spanRow({ Duration: String(index) }))
  await sink.insert('spans', rows)
  expect(memory.rows.spans.filter(({ CountedBefore }) => CountedBefore === 1)).toHaveLength(49_999)
})

test('acknowledges a repeated span only when the first one is stored, and stores it after a failure', async () => {
  const memory = createMemorySink()
  const { sink } = skipRepeatedSpans(memory)
  memory.behave('overload')
  const outcomes = await Promise.allSettled([
    sink.insert('spans', spans(1)),
    sink.insert('spans', spans(1, 2)),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  memory.behave('keep')
  await sink.insert('spans', spans(1, 2))
  expect(memory.rows.spans).toHaveLength(2)
})
