import { describe, expect, it } from 'vitest'
import { capturedExceptions } from '../../../../src/signals/segments/document/cause.ts'
import { parseStack } from '../../../../src/signals/segments/document/stack-frames.ts'

describe('parseStack', () => {
  it.each([
    ['at home (file:///app/src/a.ts:10:5)', '/app/src/a.ts', 10, 'home'],
    ['at file:///app/src/a.ts:10:5', '/app/src/a.ts', 10, 'anonymous'],
    ['at async home (file:///app/with%20space/a.ts:1:2)', '/app/with space/a.ts', 1, 'home'],
    ['at async file:///app/a.ts:3:4', '/app/a.ts', 3, 'anonymous'],
    ['at Object.<anonymous> (/app/a.cjs:7:1)', '/app/a.cjs', 7, 'Object.<anonymous>'],
    ['at new Home [as make] (/app/a.cjs:7:1)', '/app/a.cjs', 7, 'new Home [as make]'],
    ['at node:internal/timers:519:7', 'node:internal/timers', 519, 'anonymous'],
    ['at emit (node:events:524:28)', 'node:events', 524, 'emit'],
    ['at C:\\app\\a.js:9:1', 'C:\\app\\a.js', 9, 'anonymous'],
    ['at file:///app/%E0%A4%A/a.ts:3:4', '/app/%E0%A4%A/a.ts', 3, 'anonymous'],
    ['at Array.map (<anonymous>)', '<anonymous>', 0, 'Array.map'],
    ['at Promise.all (index 0)', 'index 0', 0, 'Promise.all'],
  ])('reads "%s"', (row, path, line, label) => {
    expect(parseStack(`Error: at first\n    ${row}`)).toEqual([{ path, line, label }])
  })

  it('ignores message lines', () => {
    expect(parseStack('Error: one\ntwo\nthree')).toEqual([])
  })
})

describe('capturedExceptions', () => {
  it('keeps 50 frames and counts the omitted ones', () => {
    const error = new Error('deep')
    error.stack = ['Error: deep', ...Array(70).fill('    at f (/a.js:1:1)')].join('\n')
    const [{ stack, truncated, id } = {} as never] = capturedExceptions(error)
    expect(stack).toHaveLength(50)
    expect(truncated).toBe(20)
    expect(id).toMatch(/^[0-9a-f]{16}$/)
  })

  it.each([
    ['a text', { message: 'a text', type: '', stack: [] }],
    [
      { name: 1, message: { a: 1 } },
      { message: '[object Object]', type: '1' },
    ],
    [{}, { message: '', type: '' }],
    [undefined, { message: 'undefined', type: '' }],
  ])('accepts a thrown value that is not an error: %o', (thrown, expected) => {
    expect(capturedExceptions(thrown)).toMatchObject([expected])
  })

  it('links each exception to its cause, outermost first', () => {
    const inner = new TypeError('inner')
    const outer = new Error('outer', { cause: new Error('middle', { cause: inner }) })
    const captured = capturedExceptions(outer)
    expect(captured.map(({ message }) => message)).toEqual(['outer', 'middle', 'inner'])
    expect(captured.map((each) => each.cause)).toEqual([
      captured[1]?.id,
      captured[2]?.id,
      undefined,
    ])
  })

  it('continues with the first error of an AggregateError, ends cycles and survives getters', () => {
    const refused = new Error('connect ECONNREFUSED')
    expect(
      capturedExceptions(new AggregateError([refused], '')).map((each) => each.message),
    ).toEqual(['', 'connect ECONNREFUSED'])
    const cyclic = new Error('cyclic')
    cyclic.cause = new Error('other', { cause: cyclic })
    expect(capturedExceptions(cyclic)).toHaveLength(2)
    const hostile = {
      get message() {
        throw new Error('getter')
      },
      get cause() {
        throw new Error('getter')
      },
    }
    expect(capturedExceptions(hostile)).toHaveLength(1)
  })
})
