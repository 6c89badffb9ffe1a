import { expect, it } from 'vitest'
import {
  formatTraceParent,
  parseTraceParent,
  spanFlags,
} from '../../src/correlation/trace-parent.ts'

const ids = `${'a'.repeat(32)}-${'b'.repeat(16)}`

it.each([
  ['00', 0],
  ['01', 1],
  ['02', 2],
  ['03', 3],
  // Reserved flags are sent as zero.
  ['09', 1],
  ['ff', 3],
])('reads the flags %s as %i and formats them', (text, flags) => {
  const parent = parseTraceParent(`00-${ids}-${text}`)
  expect(parent).toMatchObject({ traceFlags: flags, isRemote: true })
  expect(parent && formatTraceParent(parent)).toBe(`00-${ids}-0${flags}`)
})

it.each([
  ['a higher version with further fields', `cc-${ids}-01-later`, true],
  ['surrounding spaces', ` 00-${ids}-01 `, true],
  ['version ff', `ff-${ids}-01`, false],
  ['version 00 with further fields', `00-${ids}-01-later`, false],
  ['upper-case digits', `00-${ids.toUpperCase()}-01`, false],
  ['a trace ID of zeros', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, false],
  ['a span ID of zeros', `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`, false],
  ['an empty header', '', false],
])('validates %s', (_title, header, isValid) => {
  expect(parseTraceParent(header) !== undefined).toBe(isValid)
})

it('keeps the random flag of the trace ID for each sampling decision', () => {
  expect([spanFlags(true, 2), spanFlags(false, 3), spanFlags(true, 1)]).toEqual([3, 2, 1])
})
