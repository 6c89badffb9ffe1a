import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generateParser } from '../../generate-parser.ts'
import type { Condition, Field } from '../../src/model/condition.ts'
import { readDuration } from '../../src/query-language/duration.ts'
import { parseWhere } from '../../src/query-language/parse-where.ts'
import { addTest, printTest, printWhere } from '../../src/query-language/print-where.ts'
import { completeWhere } from '../../src/query-language/syntax.ts'
import { WhereError } from '../../src/query-language/where-error.ts'

const anyText = fc.string({ unit: 'grapheme', maxLength: 20 })
const attribute = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((key): Field => ({ kind: 'attribute', key }))
const textField = fc.constantFrom<Field>(
  { kind: 'service' },
  { kind: 'operation' },
  { kind: 'status-message' },
  { kind: 'scope' },
)
const comparison = fc.constantFrom('=', '!=', '<', '<=', '>', '>=')
const equality = fc.constantFrom('=', '!=')
const number = fc.oneof(
  fc.bigInt().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
)
const compare = (field: fc.Arbitrary<Field>, of: typeof comparison, value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(field, of, value)
    .map(([field, comparison, value]) => ({ op: 'compare', field, comparison, value }) as Condition)

const singleTest: fc.Arbitrary<Condition> = fc.oneof(
  compare(attribute, comparison, anyText),
  compare(
    attribute,
    comparison,
    number.map((text) => ({ number: text.replace('+', '') })),
  ),
  compare(textField, equality, anyText),
  compare(fc.constant({ kind: 'duration' }), comparison, fc.bigInt({ min: 0n, max: 10n ** 19n })),
  compare(fc.constant({ kind: 'status' }), equality, fc.constantFrom('unset', 'ok', 'error')),
  fc.oneof(attribute, textField).map((field): Condition => ({ op: 'exists', field })),
  fc
    .tuple(
      fc.constantFrom('contains', 'wildcard', 'regex'),
      fc.oneof(attribute, textField),
      anyText,
    )
    .map(([op, field, value]) => ({ op, field, value }) as Condition),
)
const condition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    singleTest,
    tie('node').map((condition): Condition => ({ op: 'not', condition })),
    fc
      .tuple(fc.constantFrom('all', 'any'), fc.array(tie('node'), { minLength: 2, maxLength: 3 }))
      .map(([op, conditions]) => ({ op, conditions }) as Condition),
  ),
})).node

test('a printed condition is parsed to the same condition', () => {
  fc.assert(
    fc.property(condition, (original) => {
      let parsed: Condition
      try {
        parsed = parseWhere(printWhere(original))
      } catch (error) {
        // The only conditions that are refused are too large ones.
        expect(String(error)).toContain('a query has at most')
        return
      }
      expect(parsed).toEqual(original)
    }),
    { numRuns: 500 },
  )
})

const words = fc.constantFrom(
  ...['a', 'AND', 'or', 'NOT', '(', ')', '=', '!=', '>=', '=~', '"x"', '"', '\\', '20', 'ms'],
  ...['2min', 'status', 'duration', 'exists', 'like', 'trace_id', '1e999', '-1', '!', ' ', '\n'],
)
const anyQuery = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(words, { maxLength: 25 }).map((parts) => parts.join(' ')),
  fc.array(words, { maxLength: 25 }).map((parts) => parts.join('')),
)

test('any text is parsed or refused with a message, and completed', () => {
  fc.assert(
    fc.property(anyQuery, (text) => {
      try {
        parseWhere(text)
      } catch (error) {
        expect(error).toBeInstanceOf(WhereError)
        expect((error as WhereError).from).toBeLessThanOrEqual(text.length)
      }
      expect(text.endsWith(completeWhere(text).part)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('a test can be added to any query', () => {
  fc.assert(
    fc.property(
      condition,
      anyText.filter((key) => key !== ''),
      anyText,
      (original, key, value) => {
        const where = addTest(printWhere(original), printTest(`x.${key}`, value))
        const added = parseWhere(printTest(`x.${key}`, value))
        try {
          expect(parseWhere(where)).toMatchObject({ op: 'all' })
          expect(JSON.stringify(parseWhere(where), bigints)).toContain(
            JSON.stringify(added, bigints),
          )
        } catch (error) {
          expect(String(error)).toContain('a query has at most')
        }
      },
    ),
  )
})

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

test('any text is a duration or not one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(typeof readDuration(text)).toMatch(/^(bigint|undefined)$/)
    }),
  )
})

test('the generated parser is that of the grammar', () => {
  for (const [name, text] of Object.entries(generateParser())) {
    const file = new URL(`../../src/query-language/grammar/${name}`, import.meta.url)
    expect(readFileSync(file, 'utf8')).toBe(text)
  }
})
