import { describe, expect, it } from 'vitest'
import { formatTraceHeader, parseTraceHeader } from '../../src/correlation/index.ts'

const root = '1-67891233-abcdef012345678912345678'
const traceId = '67891233abcdef012345678912345678'
const parent = '53995c3f42cd8ad8'

describe('parseTraceHeader', () => {
  it.each([
    ['Root alone', `Root=${root}`, { traceId }],
    ['Root and Sampled=1', `Root=${root};Sampled=1`, { traceId, decision: 'sampled' }],
    ['Root and Sampled=0', `Root=${root};Sampled=0`, { traceId, decision: 'not_sampled' }],
    ['Root and Sampled=?', `Root=${root};Sampled=?`, { traceId, decision: 'requested' }],
    ['Root and Parent', `Root=${root};Parent=${parent}`, { traceId, parentId: parent }],
    [
      'all three',
      `Root=${root};Parent=${parent};Sampled=1`,
      { traceId, parentId: parent, decision: 'sampled' },
    ],
    ['Self first', `Self=1-67891234-12456789abcdef012345678;Root=${root}`, { traceId }],
    ['any order, case and spaces', ` sampled=1 ; ROOT=${root} `, { traceId, decision: 'sampled' }],
    ['upper case digits', `Root=${root.toUpperCase()}`, { traceId }],
    [
      'fields of the application',
      `Root=${root};CalledFrom=app;Lineage=a87bd80c:0`,
      { traceId, extra: 'CalledFrom=app;Lineage=a87bd80c:0' },
    ],
    ['a trailing semicolon', `Root=${root};`, { traceId }],
    ['the same header twice', `Root=${root},Root=${root}`, { traceId }],
    ['a malformed Parent', `Root=${root};Parent=xyz;Sampled=1`, { traceId, decision: 'sampled' }],
    ['a Parent of zeros', `Root=${root};Parent=0000000000000000`, { traceId }],
    ['a malformed Sampled', `Root=${root};Sampled=yes`, { traceId }],
    ['a field that is not key=value', `Root=${root};<script>;x=a b`, { traceId }],
    ['an extra field too long to hand on', `Root=${root};x=${'a'.repeat(300)}`, { traceId }],
    ['prototype keys', `Root=${root};Sampled=constructor`, { traceId }],
  ])('reads %s', (_title, header, expected) => {
    expect(parseTraceHeader(header)).toEqual(expected)
  })

  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['no Root', `Parent=${parent};Sampled=1`],
    ['a Root without version', `Root=${traceId}`],
    ['letters that are no digits', 'Root=1-67891233-ZZZdef012345678912345678'],
    ['a short tail', 'Root=1-67891233-abcdef'],
    ['a long tail', `Root=${root}0000`],
    ['another version', `Root=2-67891233-abcdef012345678912345678`],
    ['a Root of zeros', 'Root=1-00000000-000000000000000000000000'],
    ['an oversized header', `Root=${root};x=${'a'.repeat(1100)}`],
    ['two headers that differ', `Root=${root},Root=1-67891234-abcdef012345678912345678`],
    ['a line break', `Root=${root}\r\nX: y`],
  ])('ignores %s', (_title, header) => {
    expect(parseTraceHeader(header)).toBeUndefined()
  })

  it('accepts a repeated header only if all values are equal', () => {
    expect(parseTraceHeader([`Root=${root}`, `Root=${root}`])).toEqual({ traceId })
    expect(parseTraceHeader([`Root=${root}`, `Root=${root};Sampled=1`])).toBeUndefined()
  })

  it('propagates at most 256 characters of further fields', () => {
    const fields = Array.from({ length: 40 }, (_, index) => `key${index}=0123456789`)
    const extra = parseTraceHeader(`Root=${root};${fields.join(';')}`)?.extra
    expect(extra?.length).toBeLessThanOrEqual(256)
    expect(extra).toMatch(/^key0=0123456789;key1=/)
  })
})

describe('formatTraceHeader', () => {
  it('formats a header that parseTraceHeader can parse', () => {
    const header = `Root=${root};Parent=${parent};Sampled=?;CalledFrom=app`
    const parsed = parseTraceHeader(header)
    expect(parsed && formatTraceHeader(parsed)).toBe(header)
  })

  it('omits unknown fields', () => {
    expect(formatTraceHeader({ traceId })).toBe(`Root=${root}`)
  })
})
