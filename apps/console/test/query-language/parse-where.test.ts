import { expect, test } from 'vitest'
import { parseWhere } from '../../src/query-language/parse-where.ts'

const attribute = (key: string) => ({ kind: 'attribute', key }) as const
const equal = (key: string, value: string | { readonly number: string }) =>
  ({ op: 'compare', field: attribute(key), comparison: '=', value }) as const
const number = (text: string | number) => ({ number: String(text) })

test('NOT binds before AND, AND before OR, parentheses before all, in any case', () => {
  expect(parseWhere('a = 1 or b = 2 And not c = 3')).toEqual({
    op: 'any',
    conditions: [
      equal('a', number(1)),
      {
        op: 'all',
        conditions: [equal('b', number(2)), { op: 'not', condition: equal('c', number(3)) }],
      },
    ],
  })
  expect(parseWhere('(a = 1 OR b = 2) AND c = 3')).toMatchObject({ op: 'all' })
})

test.each([
  ['http.route="/a b"', equal('http.route', '/a b')],
  ['code = "200"', equal('code', '200')],
  ['code = -2.5e3', equal('code', number('-2.5e3'))],
  ['order.id = 1234567890123456789', equal('order.id', number('1234567890123456789'))],
  ['size = 1,234', equal('size', number('1234'))],
  ['x = 1e21', equal('x', number('1e21'))],
  ['x = 0x10', equal('x', '0x10')],
  ['x = +5', equal('x', number('5'))],
  ['timeout = 30s', equal('timeout', '30s')],
  ['version = 1.2.3', equal('version', '1.2.3')],
  ['"service" = x', equal('service', 'x')],
  ['contains = like', equal('contains', 'like')],
  ['ms = 5', equal('ms', number(5))],
  ['text = "print \\"hi\\" \\\\"', equal('text', 'print "hi" \\')],
  ['service != 42', { op: 'compare', field: { kind: 'service' }, comparison: '!=', value: '42' }],
  ['status = ERROR', { op: 'compare', field: { kind: 'status' }, comparison: '=', value: 'error' }],
  ['a exists', { op: 'exists', field: attribute('a') }],
  ['a absent', { op: 'not', condition: { op: 'exists', field: attribute('a') } }],
  ['a contains b', { op: 'contains', field: attribute('a'), value: 'b' }],
  ['a contains 5', { op: 'contains', field: attribute('a'), value: '5' }],
  ['a like "x*"', { op: 'wildcard', field: attribute('a'), value: 'x*' }],
  ['a =~ "^x"', { op: 'regex', field: attribute('a'), value: '^x' }],
  ['a !~ "^x"', { op: 'not', condition: { op: 'regex', field: attribute('a'), value: '^x' } }],
])('%s is read', (text, condition) => {
  expect(parseWhere(text)).toEqual(condition)
})

test.each([
  ['1.5ms', 1_500_000n],
  ['20 ms', 20_000_000n],
  ['12.3 µs', 12_300n],
  ['850 ns', 850n],
  ['2 min 05 s', 125_000_000_000n],
  ['2m05s', 125_000_000_000n],
  ['3 h 10 m', 11_400_000_000_000n],
  ['4 d 02 h', 352_800_000_000_000n],
  ['42,123,456 ns', 42_123_456n],
  ['1e3ms', 1_000_000_000n],
  ['"250ms"', 250_000_000n],
  ['99999999s', 99_999_999_000_000_000n],
  ['99999999999999999999d', 8_639_999_999_999_999_999_913_600_000_000_000n],
])('a duration is read as it is printed: %s', (text, value) => {
  const duration = { op: 'compare', field: { kind: 'duration' }, comparison: '>=', value }
  expect(parseWhere(`Duration >= ${text}`)).toEqual(duration)
  expect(parseWhere(`duration >= ${text} AND a exists`)).toMatchObject({
    conditions: [duration, {}],
  })
})

test.each([
  ['trace_id = 5759E988BD862E3FE1BE46A994272793', '5759e988bd862e3fe1be46a994272793'],
  ['trace_id = 1-5759e988-bd862e3fe1be46a994272793', '5759e988bd862e3fe1be46a994272793'],
  ['span_id = 53995C3F42CD8AD8', '53995c3f42cd8ad8'],
])('an ID is read in each of its forms: %s', (text, value) => {
  expect(parseWhere(text)).toMatchObject({ value })
})

test.each([
  ['', 'where: expected the name of a field, NOT or ( at position 1, found the end'],
  ['a', /expected =, !=, contains, .* > or >= at position 2, found the end$/],
  ['a = 1 b = 2', 'where: expected AND, OR or the end at position 7, found b'],
  ['a = AND', 'where: expected a value at position 5, found AND'],
  ['(a = 1', 'where: expected AND, OR or ) at position 7, found the end'],
  ['a = 1)', 'where: expected AND, OR or the end at position 6, found )'],
  ['a = "x', 'where: expected a closing " at position 5, found "x'],
  ['a ! b', /expected .* at position 3, found !$/],
  ['a == 1', 'where: expected a value at position 4, found ='],
  ['"" = 1', /expected the name of a field, NOT or \( at position 1/],
  ['duration > 5', /5 is not a value of duration \(position 12\): use .* with a duration such as/],
  ['duration > -5ms', /-5ms is not a value of duration/],
  ['duration > 0x10ms', /0x10ms is not a value of duration/],
  ['duration contains 5', /duration cannot be tested with contains \(position 10\): use =, !=, </],
  [
    'status = 500',
    'where: 500 is not a value of status (position 10): use = or != with unset, ok or error. HTTP status codes are in http.response.status_code',
  ],
  [
    'status >= 400',
    /^where: status cannot be tested with >= \(position 8\): use = or != with unset/,
  ],
  ['kind = http', /http is not a value of kind .* unspecified, internal, server, client, producer/],
  ['service > 5', /service cannot be tested with >/],
  ['trace_id = abc', /abc is not a value of trace_id .* 32 hex digits or an X-Ray trace ID/],
  ['span_id = xyz', /xyz is not a value of span_id .* 16 hex digits/],
  [`${'NOT '.repeat(30)}a exists`, 'where: a query has at most 20 levels of NOT and parentheses'],
  ['a = 1 AND '.repeat(60).concat('a = 1'), 'where: a query has at most 50 tests'],
  ['a'.repeat(4_001), 'where: a query has at most 4000 characters'],
])('%s is rejected with the position and the allowed syntax', (text, message) => {
  expect(() => parseWhere(text)).toThrow(message)
})

test('an invalid regular expression names its position', () => {
  const checkRegex = (pattern: string) => (pattern === '(' ? 'missing )' : undefined)
  expect(() => parseWhere('a =~ "("', { checkRegex })).toThrow(
    'where: the regular expression at position 6 is not valid RE2 syntax: missing )',
  )
  expect(parseWhere('a =~ "x"', { checkRegex })).toMatchObject({ op: 'regex' })
})
