import { expect, test, vi } from 'vitest'
import { rememberHarmless } from '../../src/redaction/remember-harmless.ts'

const hide = (text: string) => text.replace('secret', '[redacted]')

test('redacts a text without secrets once', () => {
  const redact = vi.fn(hide)
  const remembered = rememberHarmless(redact)
  expect([remembered('/home'), remembered('/home')]).toEqual(['/home', '/home'])
  expect(redact).toHaveBeenCalledOnce()
})

test('redacts a text with a secret every time', () => {
  const redact = vi.fn(hide)
  const remembered = rememberHarmless(redact)
  expect(remembered('/secret')).toBe('/[redacted]')
  expect(remembered('/secret')).toBe('/[redacted]')
  expect(redact).toHaveBeenCalledTimes(2)
})

test('keeps neither long texts nor an unlimited number of texts', () => {
  const redact = vi.fn(hide)
  const remembered = rememberHarmless(redact)
  const long = 'x'.repeat(1000)
  remembered(long)
  remembered(long)
  expect(redact).toHaveBeenCalledTimes(2)
  remembered('first')
  for (let at = 0; at < 1000; at += 1) remembered(`text ${at}`)
  redact.mockClear()
  remembered('first')
  expect(redact).toHaveBeenCalledOnce()
})
