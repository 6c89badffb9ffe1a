import { expect, test } from 'vitest'
import { formatDuration, formatExactNanos } from '../../src/format/duration.ts'

test.each([
  [0n, '0 ns'],
  [850n, '850 ns'],
  [1_000n, '1 µs'],
  [12_345n, '12.3 µs'],
  [999_999n, '999 µs'],
  [1_000_000n, '1 ms'],
  [42_123_456n, '42.1 ms'],
  [1_234_567_890n, '1.23 s'],
  [59_999_999_999n, '59.9 s'],
  [60_000_000_000n, '1 m 00 s'],
  [125_000_000_000n, '2 m 05 s'],
  [11_400_000_000_000n, '3 h 10 m'],
  [353_000_000_000_000n, '4 d 02 h'],
  [-1_500_000n, '-1.5 ms'],
])('%d nanoseconds read as %s', (nanos, text) => {
  expect(formatDuration(nanos)).toBe(text)
})

test('exact nanoseconds keep every digit beyond the range of a double', () => {
  expect(formatExactNanos(9_007_199_254_740_993n)).toBe('9,007,199,254,740,993 ns')
})
