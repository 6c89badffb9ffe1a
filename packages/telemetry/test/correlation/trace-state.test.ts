import { describe, expect, it } from 'vitest'
import { parseTraceState } from '../../src/correlation/trace-state.ts'

const members = (count: number) => Array.from({ length: count }, (_, index) => `k${index}=${index}`)

describe('parseTraceState', () => {
  it.each([
    ['one member', 'foo=1', 'foo=1'],
    ['spaces and tabs around members', ' foo=1 \t,\t bar=2 ', 'foo=1,bar=2'],
    ['empty members', 'foo=1,, ,bar=2,', 'foo=1,bar=2'],
    ['leading spaces of a value', 'foo=  1', 'foo=  1'],
    ['a key that starts with a digit', '0foo=1', '0foo=1'],
    ['a key with all allowed characters', 'a_-*/@z9=1', 'a_-*/@z9=1'],
    ['a key of 256 characters', `${'k'.repeat(256)}=1`, `${'k'.repeat(256)}=1`],
    ['a value of 256 characters', `k=${'v'.repeat(256)}`, `k=${'v'.repeat(256)}`],
    ['32 members', members(32).join(), members(32).join()],
    ['a repeated key and keeps the first', 'foo=1,bar=3,foo=2', 'foo=1,bar=3'],
    ['a repeated member', 'foo=1,foo=1', 'foo=1'],
  ])('accepts %s', (_title, header, expected) => {
    expect(parseTraceState(header)?.serialize()).toBe(expected)
  })

  it.each([
    ['an empty header', ''],
    ['only empty members', ' , ,'],
    ['33 members', members(33).join()],
    ['an empty value', 'foo=,bar=3'],
    ['a member without a value', 'foo'],
    ['an empty key', '=1'],
    ['an equals sign in a value', 'foo=bar=3'],
    ['a key with an upper-case letter', 'Foo=1'],
    ['a key that starts with another character', '_foo=1'],
    ['a space before the equals sign', 'foo =1'],
    ['a key of 257 characters', `${'k'.repeat(257)}=1`],
    ['a value of 257 characters', `k=${'v'.repeat(257)}`],
    ['a value outside of printable ASCII', 'foo=\u00fc'],
  ])('discards the list for %s', (_title, header) => {
    expect(parseTraceState(header)).toBeUndefined()
  })

  it('moves a changed key to the front and drops the last of more than 32', () => {
    const state = parseTraceState(members(32).join())
    expect(state?.set('k5', 'x').serialize()).toMatch(/^k5=x,k0=0,/)
    const longer = state?.set('new', '1').serialize().split(',')
    expect(longer).toHaveLength(32)
    expect(longer?.at(-1)).toBe('k30=30')
  })

  it('ignores an invalid change and removes a key', () => {
    const state = parseTraceState('foo=1,bar=2')
    expect(state?.set('Bad', '1').serialize()).toBe('foo=1,bar=2')
    expect(state?.set('foo', '').serialize()).toBe('foo=1,bar=2')
    expect(state?.unset('foo').serialize()).toBe('bar=2')
    expect(state?.get('bar')).toBe('2')
  })
})
