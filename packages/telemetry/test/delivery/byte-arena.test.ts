import { expect, it } from 'vitest'
import { createByteArena } from '../../src/delivery/byte-arena.ts'

it('stores texts of any alphabet and size unchanged', () => {
  const { write, copy } = createByteArena()
  const texts = Array.from({ length: 500 }, (_, index) => `${index} é 🚀 `.repeat(index * 5))
  const written = texts.map((text) => (text.length % 2 ? write(text) : copy(Buffer.from(text))))
  expect(written.map((bytes) => Buffer.from(bytes).toString())).toEqual(texts)
})

it('stores texts in slabs of its own, so that they keep no unrelated memory alive', () => {
  const { write } = createByteArena()
  const short = Array.from({ length: 1000 }, () => write('x'.repeat(400)))
  const slabs = new Set(short.map(({ buffer }) => buffer))
  const slabBytes = [...slabs].reduce((total, { byteLength }) => total + byteLength, 0)
  expect(slabBytes).toBeLessThan(1000 * 400 + 128 * 1024)
  expect(slabs).not.toContain(Buffer.from('in the pool').buffer)
  expect(write('x'.repeat(200_000)).buffer.byteLength).toBe(256 * 1024)
})

it('reuses a slab only after all of its texts are released', () => {
  const { write, release } = createByteArena()
  const [first, second] = [write('a'.repeat(60_000)), write('b'.repeat(60_000))]
  const third = write('c'.repeat(60_000))
  release(first)
  expect(write('d'.repeat(100_000)).buffer).not.toBe(first.buffer)
  release(second)
  const again = write('e'.repeat(100_000))
  expect(again.buffer).toBe(first.buffer)
  expect(Buffer.from(third).toString()).toBe('c'.repeat(60_000))
  expect(Buffer.from(again).toString()).toBe('e'.repeat(100_000))
})

it('reuses the space of a released text that was alone in its slab', () => {
  const { write, release } = createByteArena()
  const places = Array.from({ length: 1000 }, () => {
    const bytes = write('x'.repeat(50_000))
    release(bytes)
    return bytes.buffer
  })
  expect(new Set(places)).toHaveLength(1)
})

it('keeps little free memory after a peak', () => {
  const { write, release } = createByteArena()
  const wave = () => Array.from({ length: 200 }, () => write('x'.repeat(100_000)))
  const first = wave()
  first.forEach(release)
  const places = new Set(first.map(({ buffer }) => buffer))
  expect(wave().filter(({ buffer }) => places.has(buffer)).length).toBeLessThan(50)
})
