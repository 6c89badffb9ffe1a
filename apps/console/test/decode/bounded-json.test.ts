import { expect, test } from 'vitest'
import { parseBoundedJson } from '../../src/decode/bounded-json.ts'

test('parses JSON of many long texts', () => {
  const value = Array.from({ length: 10_000 }, (_, id) => ({ id, message: '[,"{'.repeat(20) }))
  expect(parseBoundedJson(JSON.stringify(value))).toEqual(value)
})

test('rejects too many values before they are created', () => {
  const body = `[${'[],'.repeat(2_000_000)}[]]`
  const before = process.memoryUsage().heapUsed
  expect(() => parseBoundedJson(body)).toThrow(
    expect.objectContaining({
      statusCode: 413,
      message: 'The body contains more than 200,000 values: send smaller batches',
    }),
  )
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000)
})

test('nesting without end is a syntax error', () => {
  expect(() => parseBoundedJson('['.repeat(150_000))).toThrow(SyntaxError)
})
