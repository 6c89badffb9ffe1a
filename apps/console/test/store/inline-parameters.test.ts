import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlineParameters } from '../../src/store/engine/inline-parameters.ts'

const inline = (query: string, query_params: Record<string, unknown>) =>
  inlineParameters({ query, query_params }).query

test('each value becomes a literal of its type', () => {
  const query =
    'SELECT {a:String}, {b:Int64}, {c:Bool}, {d:Array(String)}, {e:Float64} FROM {t:Identifier}'
  const values = { a: "it's", b: '-1', c: true, d: ['x', "y'"], e: 0.5, t: 'my`table' }
  expect(inline(query, values)).toBe(
    "SELECT 'it\\'s', CAST('-1', 'Int64'), CAST('true', 'Bool'), CAST(['x', 'y\\''], 'Array(String)'), CAST('0.5', 'Float64') FROM `my\\`table`",
  )
})

test('places without a value stay, for the engine to refuse', () => {
  expect(inline("SELECT {a:String}, {toString:String}, match(b, '[0-9]{1,14}')", {})).toBe(
    "SELECT {a:String}, {toString:String}, match(b, '[0-9]{1,14}')",
  )
})

test('no value ends its literal or names another parameter', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('\\', "'", '`', '\0', '{b:String}', 'a', '$&') }),
      (a) => {
        const literal = /^SELECT '((?:[^'\\\0]|\\.)*)', 'other'$/s.exec(
          inline('SELECT {a:String}, {b:String}', { a, b: 'other' }),
        )?.[1]
        expect(literal?.replaceAll(/\\(.)/gs, (_, one) => (one === '0' ? '\0' : one))).toBe(a)
      },
    ),
  )
})
