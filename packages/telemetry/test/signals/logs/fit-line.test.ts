import { expect, test } from 'vitest'
import { fitLine, fitLines } from '../../../src/signals/logs/fit-line.ts'

const line = (fields: object) => `${JSON.stringify(fields)}\n`
const weight = (text: string) => Buffer.byteLength(text) + 26

test('a line that fits is the same line', () => {
  const exact = line({ msg: 'é'.repeat(487) })
  expect(weight(exact)).toBe(1011)
  expect(fitLine(exact, 1011)).toBe(exact)
  expect(fitLine(exact, 1010)).not.toBe(exact)
})

test('only the long texts of a long line are cut, at any depth', () => {
  const fitted = fitLine(
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

test('no half of a character is left where a text is cut', () => {
  const fitted = fitLine(line({ msg: `x${'🚀'.repeat(1000)}` }), 1024)
  expect(fitted.isWellFormed()).toBe(true)
  expect(weight(fitted)).toBeLessThanOrEqual(1024)
})

test.each([
  ['of thousands of short fields', line(Array.from({ length: 3000 }, (_, i) => `value ${i}`))],
  ['that is no JSON', `${'語'.repeat(2000)}\n`],
])('a line %s is cut at its end, with a mark', (_name, long) => {
  const fitted = fitLine(long, 1024)
  expect(weight(fitted)).toBeLessThanOrEqual(1024)
  expect(fitted).toMatch(/… \[cut from \d+ bytes\]\n$/)
  expect(fitted).not.toContain('\uFFFD')
})

test('lines together leave each as it would be alone, up to the last byte that fits', () => {
  const longest = Math.floor((1024 - 26) / 3)
  const texts = [longest - 1, longest, longest + 1].map((length) => `${'€'.repeat(length)}\n`)
  for (const text of texts) expect(fitLines([text], text, 1024)).toBe(fitLine(text, 1024))
  const together = texts.map((text) => fitLine(text, 1024)).join('')
  expect(fitLines(texts, texts.join(''), 1024)).toBe(together)
})
