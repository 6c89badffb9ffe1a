import { expect, it } from 'vitest'
import { createByteArena } from '../../src/delivery/byte-arena.ts'
import { textBytes } from '../../src/delivery/text-bytes.ts'

it('keeps texts of any alphabet and size as they were, side by side', () => {
  const { write, copy } = createByteArena()
  const texts = Array.from({ length: 500 }, (_, index) => `${index} é 🚀 `.repeat(index * 5))
  const written = texts.map((text) => (text.length % 2 ? write(text) : copy(Buffer.from(text))))
  expect(written.map((bytes) => Buffer.from(bytes).toString())).toEqual(texts)
})

it('keeps no memory of others alive: short texts share slabs of their own, long ones have theirs', () => {
  const { write } = createByteArena()
  const short = Array.from({ length: 1000 }, () => write('x'.repeat(400)))
  const slabs = new Set(short.map(({ buffer }) => buffer))
  const slabBytes = [...slabs].reduce((total, { byteLength }) => total + byteLength, 0)
  expect(slabBytes).toBeLessThan(1000 * 400 + 128 * 1024)
  expect(slabs).not.toContain(Buffer.from('in the pool').buffer)
  expect(write('x'.repeat(20_000)).buffer.byteLength).toBe(20_000)
})

it('a text weighs two bytes a character once one is beyond Latin-1', () => {
  expect(textBytes('a'.repeat(100))).toBe(100)
  expect(textBytes(`${'a'.repeat(99)}…`)).toBe(200)
})
