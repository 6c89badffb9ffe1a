import { expect, test } from 'vitest'
import { parseWhere } from '../../../src/query/where/parse-where.ts'

const attribute = (key: string) => ({ kind: 'attribute', key }) as const
const equal = (key: string, value: string | number) =>
  ({ op: 'compare', field: attribute(key), comparison: '=', value }) as const

test('NOT binds before AND, AND before OR, parentheses before all, in any case', () => {
  expect(parseWhere('a = 1 or b = 2 And not c = 3')).toEqual({
    op: 'any',
    conditions: [
      equal('a', 1),
      { op: 'all', conditions: [equal('b', 2), { op: 'not', condition: equal('c', 3) }] },
    ],
  })
  expect(parseWhere('(a = 1 OR b = 2) AND c = 3')).toMatchObject({ op: 'all' })
})

test.each([
  ['http.route="/a b"', equal('http.route', '/a b')],
  ['code = "200"', equal('code', '200')],
  ['code = -2.5e3', equal('code', -2500)],
  ['version = 1.2.3', equal('version', '1.2.3')],
  ['"service" = x', equal('service', 'x')],
  ['text = "say \\"hi\\" \\\\"', equal('text', 'say "hi" \\')],
  ['service != x', { op: 'compare', field: { kind: 'service' }, comparison: '!=', value: 'x' }],
  [
    'Duration >= 1.5ms',
    { op: 'compare', field: { kind: 'duration' }, comparison: '>=', value: 1_500_000 },
  ],
  ['status = ERROR', { op: 'compare', field: { kind: 'status' }, comparison: '=', value: 'error' }],
  ['a exists', { op: 'exists', field: attribute('a') }],
  ['a absent', { op: 'not', condition: { op: 'exists', field: attribute('a') } }],
  ['a contains b', { op: 'contains', field: attribute('a'), value: 'b' }],
  ['a like "x*"', { op: 'wildcard', field: attribute('a'), value: 'x*' }],
  ['a =~ "^x"', { op: 'regex', field: attribute('a'), value: '^x' }],
  ['a !~ "^x"', { op: 'not', condition: { op: 'regex', field: attribute('a'), value: '^x' } }],
])('%s is read', (text, condition) => {
  expect(parseWhere(text)).toEqual(condition)
})

test.each([
  ['', 'where: expected the name of a field, NOT or ( at position 1, found the end'],
  ['a', /expected =, !=, <, .* exists or absent at position 2, found the end$/],
  ['a = 1 b = 2', 'where: expected AND, OR or the end at position 7, found b'],
  ['a = AND', 'where: expected a value at position 5, found AND'],
  ['(a = 1', 'where: expected AND, OR or ) at position 7, found the end'],
  ['a = 1)', 'where: expected AND, OR or the end at position 6, found )'],
  ['a = "x', 'where: expected a closing " for the text that begins at position 5, found "x'],
  ['duration > 5', /expected a duration such as 250ms, 1\.5s or 2h at position 12, found 5$/],
  ['a =~ "("', /^where: the regular expression at position 6 is not valid RE2 syntax: /],
  ['a ! b', /expected .* at position 3, found ! b$/],
  [`${'NOT '.repeat(30)}a exists`, 'where: a query has at most 20 levels of NOT and parentheses'],
  ['a = 1 AND '.repeat(60), 'where: a query has at most 50 tests'],
  ['a'.repeat(4_001), 'where: a query has at most 4000 characters'],
])('%s says where it is wrong and what is allowed', (text, message) => {
  expect(() => parseWhere(text)).toThrow(message)
})
