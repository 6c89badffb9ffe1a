import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InsightsError } from '../../../src/decode/cloudwatch-logs/insights/insights-error.ts'
import { parseInsightsQuery } from '../../../src/decode/cloudwatch-logs/insights/parse-insights-query.ts'
import { globRegex } from '../../../src/decode/cloudwatch-logs/insights/regex.ts'

const words = fc.constantFrom(
  ...[
    'fields',
    'filter',
    'stats',
    'sort',
    'limit',
    'parse',
    'dedup',
    'display',
    '|',
    '|',
    ',',
    '(',
  ],
  ...[
    ')',
    'a',
    '@message',
    '`b c`',
    '"x"',
    "'y'",
    '/re(?<n>x)/',
    '/',
    '5',
    '5m',
    '1e3',
    '.5',
    '-',
    '*',
  ],
  ...['=', '!=', '>=', '=~', 'like', 'in', '[', ']', 'and', 'or', 'not', 'as', 'by', 'count(*)'],
  ...['bin(5m)', 'avg(a)', 'pct(a, 99)', 'desc', '#', '\n', '"', '`', '\\', 'ispresent(a)', 'true'],
)

test('any text is parsed, or refused with a place within it', () => {
  const anyQuery = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(words, { maxLength: 30 }).map((parts) => parts.join(' ')),
    fc.array(words, { maxLength: 30 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(anyQuery, (text) => {
      try {
        expect(parseInsightsQuery(text).length).toBeGreaterThan(0)
      } catch (error) {
        if (!(error instanceof InsightsError)) throw error
        expect(error.from).toBeLessThanOrEqual(error.to)
        expect(error.to).toBeLessThanOrEqual(text.length)
      }
    }),
    { numRuns: 3_000 },
  )
})

test('any text can be compared with a text in quotes, and any name can be a field', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !name.includes('`')),
      (value, name) => {
        const quoted = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
        expect(parseInsightsQuery(`filter \`${name}\` = "${quoted}"`)).toEqual([
          {
            command: 'filter',
            condition: {
              ...{ kind: 'compare', operator: '=' },
              left: { kind: 'field', name },
              right: { kind: 'text', value },
            },
          },
        ])
      },
    ),
  )
})

test('the pattern of parse finds the texts between its pieces', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom('=', ', ', '[', '\\', '$1', '.'), fc.stringMatching(/^[a-z]*$/)),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      (parts) => {
        const { regex, count } = globRegex(parts.map(([piece]) => `${piece}*`).join(''))
        const text = parts.flat().join('')
        expect(count).toBe(parts.length)
        expect(new RegExp(regex, 's').exec(text)?.slice(1)).toEqual(parts.map(([, found]) => found))
      },
    ),
  )
})

test('operators bind as in arithmetic and logic', () => {
  const condition = (text: string) => parseInsightsQuery(`filter ${text}`)
  expect(condition('a = 1 or b = 2 and not c = 3')).toEqual(
    condition('(a = 1) or ((b = 2) and (not (c = 3)))'),
  )
  expect(condition('a + b * 2 ^ c - 1 > d')).toEqual(condition('((a + (b * (2 ^ c))) - 1) > d'))
  expect(condition('a not like "x" and b not in [1, "y"]')).toEqual(
    condition('not (a like "x") and not (b in [1, "y"])'),
  )
  expect(condition('-a.b.0 / 2 = -5')).toEqual(condition('(0 - a.b.0) / 2 = -5'))
})
