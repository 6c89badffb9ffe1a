import { expect, test } from 'vitest'
import { truncateLine, truncateLines } from '../../../src/signals/logs/truncate-line.ts'

const line = (fields: object) => `${JSON.stringify(fields)}\n`
const weight = (text: string) => Buffer.byteLength(text) + 26

test('a line within the limit is not changed', () => {
  const exact = line({ msg: 'é'.repeat(487) })
  expect(weight(exact)).toBe(1011)
  expect(truncateLine(exact, 1011)).toBe(exact)
  expect(truncateLine(exact, 1010)).not.toBe(exact)
})

test('only long strings are truncated, at any depth', () => {
  const fitted = truncateLine(
    line({ level: 'error', trace_id: 'a'.repeat(32), err: { message: 'm'.repeat(5000) } }),
    1024,
  )
  expect(weight(fitted)).toBeLessThanOrEqual(1024)
  expect(JSON.parse(fitted)).toMatchObject({
    level: 'error',
    trace_id: 'a'.repeat(32),
    err: { message: expect.stringMatching(/^m{400,}…$/) },
    truncated_from_bytes: 5085,
  })
})

test('a surrogate pair is not split', () => {
  const fitted = truncateLine(line({ msg: `x${'🚀'.repeat(1000)}` }), 1024)
  expect(fitted.isWellFormed()).toBe(true)
  expect(weight(fitted)).toBeLessThanOrEqual(1024)
})

test.each([
  ['of thousands of short fields', line(Array.from({ length: 3000 }, (_, i) => `value ${i}`))],
  ['that is not JSON', `${'語'.repeat(2000)}\n`],
])('a line %s is cut at its end, with a mark', (_name, long) => {
  const fitted = truncateLine(long, 1024)
  expect(weight(fitted)).toBeLessThanOrEqual(1024)
  expect(fitted).toMatch(/… \[truncated from \d+ bytes\]\n$/)
  expect(fitted).not.toContain('\uFFFD')
})

test('truncateLines gives the same result as truncateLine for each line', () => {
  const longest = Math.floor((1024 - 26) / 3)
  const texts = [longest - 1, longest, longest + 1].map((length) => `${'€'.repeat(length)}\n`)
  for (const text of texts) expect(truncateLines([text], text, 1024)).toBe(truncateLine(text, 1024))
  const together = texts.map((text) => truncateLine(text, 1024)).join('')
  expect(truncateLines(texts, texts.join(''), 1024)).toBe(together)
})
