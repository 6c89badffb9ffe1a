import { describe, expect, test } from 'vitest'
import { compileFilterPattern } from '../../../src/decode/cloudwatch-logs/filter-pattern/compile-filter-pattern.ts'
import { FilterPatternError } from '../../../src/decode/cloudwatch-logs/filter-pattern/filter-pattern-error.ts'
import { cpuMillis, shortestCpuMillis } from '../../support/cpu-millis.ts'

const line = JSON.stringify({
  level: 50,
  msg: 'boom',
  ok: true,
  gone: null,
  ratio: 0.25,
  'dotted.key': 'yes',
  err: { type: 'TypeError', codes: [400, 500] },
  users: [{ handle: 'andrew' }, { handle: 'worf' }],
})
const access = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534'

describe('terms', () => {
  test.each([
    ['', 'anything', true],
    ['ERROR', '[ERROR 400] BAD REQUEST', true],
    ['ERROR', 'error', false],
    ['ERROR REQUEST', '[ERROR 400] BAD REQUEST', true],
    ['ERROR ARGUMENTS', '[ERROR 400] BAD REQUEST', false],
    ['"BAD REQUEST"', '[ERROR 400] BAD REQUEST', true],
    ['"BAD  REQUEST"', '[ERROR 400] BAD REQUEST', false],
    ['"print \\"hi\\""', 'they print "hi"', true],
    ['ERROR -REQUEST', '[ERROR 400] BAD REQUEST', false],
    ['ERROR -"NOT FOUND"', '[ERROR 400] BAD REQUEST', true],
    ['?ERROR ?WARN', 'WARN: low disk', true],
    ['?ERROR ?WARN', 'INFO: fine', false],
    ['?ERROR INFO', 'INFO: fine', true],
    ['%4\\d\\d%', '[ERROR 404]', true],
    ['%^4\\d\\d%', '[ERROR 404]', false],
    ['-%4\\d\\d%', '[ERROR 404]', false],
  ])('%s over %s is %s', (pattern, message, matches) => {
    expect(compileFilterPattern(pattern)(message)).toBe(matches)
  })
})

describe('JSON', () => {
  test.each([
    ['{ $.level = 50 }', true],
    ['{ $.level >= 51 }', false],
    ['{ $.level != 30 && $.ratio < 0.5 }', true],
    ['{ $.msg = "boom" }', true],
    ['{ $.msg = boom }', true],
    ['{ $.msg = "bo*" }', true],
    ['{ $.msg != "bo*" }', false],
    ['{ $.msg = "*o" }', false],
    ['{ $.msg = %o{2}m$% }', true],
    ['{ $.err.type = "Type*or" }', true],
    ['{ $.err.codes[1] = 500 }', true],
    ['{ $.err.codes[*] = 400 }', true],
    ['{ $.users[*].handle = "worf" }', true],
    ['{ $["dotted.key"] = "yes" }', true],
    ["{ $.['dotted.key'] = yes }", true],
    ['{ $.ok IS TRUE }', true],
    ['{ $.ok is false }', false],
    ['{ $.gone IS NULL }', true],
    ['{ $.absent IS NULL }', false],
    ['{ $.absent NOT EXISTS }', true],
    ['{ $.level NOT EXISTS }', false],
    ['{ $.level EXISTS }', true],
    ['{ $.absent != "x" }', false],
    ['{ $.level = 30 || $.level = 50 && $.msg = "no" }', false],
    ['{ ($.level = 50 || $.level = 60) && $.msg = "boom" }', true],
    ['{ $.__proto__ EXISTS }', false],
  ])('%s is %s', (pattern, matches) => {
    expect(compileFilterPattern(pattern)(line)).toBe(matches)
  })

  test('never matches text that is not JSON', () => {
    const matches = compileFilterPattern('{ $.level NOT EXISTS }')
    expect([matches('plain'), matches('{broken'), matches('{}')]).toEqual([false, false, true])
  })
})

describe('columns', () => {
  test.each([
    ['[ip, id, user, time, request, status, bytes]', true],
    ['[ip, id, user, time, request, status = 404, bytes > 1000]', true],
    ['[ip, id, user, time, request, status = 5*, bytes]', false],
    ['[ip, ..., status = 4* || status = 5*, bytes]', true],
    ['[..., status = 404 && status != 5*, bytes]', true],
    ['[ip = %^127\\.%, ...]', true],
    ['[ip, user]', false],
    ['[..., request = "GET *", status, bytes]', true],
  ])('%s is %s', (pattern, matches) => {
    expect(compileFilterPattern(pattern)(access)).toBe(matches)
  })
})

test.each([
  '{ $.a }',
  '{ $.a = 1',
  '{ a = 1 }',
  '{ $.a = 1 } x',
  '{ $.a > "x" }',
  '[a',
  '[a b]',
  '[..., a, ...]',
  '%(%',
  '"open',
  '{ $.a IS 7 }',
  '{}',
  'x'.repeat(1_025),
])('%s is not a pattern', (pattern) => {
  expect(() => compileFilterPattern(pattern)).toThrow(FilterPatternError)
})

test.each(['%(a*)*(a*)*(a*)*b%', '{ $.a = "*a*a*a*a*a*a*b" }', `${'"a" '.repeat(200)}b`])(
  'matching %s takes no blow-up',
  (pattern) => {
    const text = 'a'.repeat(100_000)
    const hostileLine = pattern.startsWith('{') ? JSON.stringify({ a: text }) : text
    expect(cpuMillis(() => compileFilterPattern(pattern)(hostileLine))).toBeLessThan(5_000)
  },
)

const hostileLines = {
  'opening quotes': (length: number) => '" '.repeat(length / 2),
  'unclosed quotes': (length: number) => 'a"'.repeat(length / 2),
  'opening brackets': (length: number) => '[ '.repeat(length / 2),
  'brackets and a last quote': (length: number) => `${'[ '.repeat(length / 2)}"`,
  'quoted columns without spaces': (length: number) => '"a"'.repeat(length / 3),
  spaces: (length: number) => ' '.repeat(length),
  'one word': (length: number) => 'a'.repeat(length),
}

test.each(Object.entries(hostileLines))(
  'the time to match columns grows linearly with %s',
  (_, line) => {
    const matches = compileFilterPattern('[a, ..., b = *x*y*, c != "z"]')
    const short = line(250_000)
    const long = line(2_000_000)
    matches(short)
    const shortMillis = shortestCpuMillis(() => matches(short))
    // Eight times the text: 64 times the time, and minutes, if it were quadratic.
    const limitMillis = 30 * Math.max(shortMillis, 5)
    expect(shortestCpuMillis(() => matches(long), limitMillis)).toBeLessThan(limitMillis)
  },
)

test.each([
  ['{ $.level >= }', 'Expected a value after >= at position 14'],
  ['  { $.level >= "x" }', '>= compares numbers: expected one at position 16'],
  ['{ $.level', 'Expected a comparison at the end'],
  ['{ level = 5 }', 'A selector must start with $ (got "level") at position 3'],
  ['[ip, , user]', 'Expected a name at position 6'],
  ['error "unclosed', 'Unexpected text at position 7'],
])('the error of %s names its position', (pattern, message) => {
  expect(() => compileFilterPattern(pattern)).toThrow(message)
})
