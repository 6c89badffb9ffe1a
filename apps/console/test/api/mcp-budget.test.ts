import { expect, test } from 'vitest'
import { shorten } from '../../src/api/mcp/budget.ts'

const sizeOf = (value: unknown) => JSON.stringify(value).length

test('truncates long texts before it leaves out items', () => {
  const lines = Array.from({ length: 10 }, (_none, id) => ({ id, body: 'x'.repeat(2_000) }))
  const { result, omitted } = shorten({ lines }, 12_000)
  expect(omitted).toEqual({})
  expect((result.lines as { body: string }[]).map(({ body }) => body.length)).toEqual(
    Array(10).fill(1_000),
  )
})

test('leaves out the last items of the longest list and counts them', () => {
  const findings = Array.from({ length: 500 }, (_none, id) => ({ id, reason: 'slow '.repeat(20) }))
  const { result, omitted } = shorten({ traceId: 'a', findings, kinds: ['one'] }, 10_000)
  const kept = (result.findings as unknown[]).length
  expect(kept).toBeGreaterThan(50)
  expect(omitted).toEqual({ findings: 500 - kept })
  expect(result).toMatchObject({ traceId: 'a', kinds: ['one'] })
  expect(sizeOf(result)).toBeLessThanOrEqual(10_000)
})

test('a single item that is too large is left out', () => {
  const item = Object.fromEntries(
    Array.from({ length: 200 }, (_none, key) => [`key-${key}`, 'y'.repeat(400)]),
  )
  const { result, omitted } = shorten({ items: [item] }, 5_000)
  expect(result).toEqual({ items: [] })
  expect(omitted).toEqual({ items: 1 })
})
