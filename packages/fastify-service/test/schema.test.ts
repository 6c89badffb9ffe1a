import { Type as TypeBox } from 'typebox'
import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { type Static, Type } from '../src/schema.ts'

/** A schema that uses every supported kind. */
function written(type: typeof Type) {
  const id = type.String({ pattern: '^[0-9a-f]{32}$', description: 'an id' })
  return type.Object(
    {
      id,
      count: type.Integer({ minimum: 1 }),
      share: type.Number(),
      isSmall: type.Boolean({ default: false }),
      nothing: type.Null(),
      anything: type.Unknown(),
      kind: type.Union([type.Literal('span'), type.Literal(7), type.Literal(true)]),
      list: type.Array(type.Object({}), { maxItems: 3 }),
      both: type.Intersect([type.Object({ id }), type.Object({ other: type.Optional(id) })]),
      names: type.Record(type.String(), type.Integer(), { maxProperties: 32 }),
      free: type.Unsafe<Date>({ type: 'string', format: 'date-time' }),
      perhaps: type.Optional(type.String()),
    },
    { additionalProperties: false },
  )
}

test('builds the same schema as TypeBox', () => {
  expect(JSON.parse(JSON.stringify(written(Type)))).toEqual(
    JSON.parse(JSON.stringify(written(TypeBox))),
  )
})

test('omits "required" for an object of optional properties', () => {
  const whole = Type.Object({ a: Type.Optional(Type.String()), b: Type.String() })
  const { a, b } = whole.properties
  expect(whole).toMatchObject({ required: ['b'] })
  expect(Type.Object({ a })).not.toHaveProperty('required')
  expect(Type.Object({ a: Type.Optional(b) })).not.toHaveProperty('required')
  expect(Type.Object({ a, b })).toHaveProperty('required', ['b'])
})

test('validates a value', () => {
  const Trace = Type.Object({
    id: Type.String({ minLength: 2 }),
    root: Type.Optional(Type.String()),
  })
  const trace: Static<typeof Trace> = { id: 'ab' }
  expect(Check(Trace, trace)).toBe(true)
  expect(Check(Trace, { id: 'a' })).toBe(false)
  expect(Check(Trace, { root: 'ab' })).toBe(false)
})
