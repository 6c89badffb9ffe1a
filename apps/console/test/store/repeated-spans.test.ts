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
