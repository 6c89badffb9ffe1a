/**
 * Builds JSON schemas with the types of TypeBox without loading TypeBox, whose 680 modules slow the
 * start.
 *
 * @example
 * const Trace = Type.Object({ traceId: Type.String(), root: Type.Optional(Type.String()) })
 * type Trace = Static<typeof Trace>
 */
import type * as typebox from 'typebox'

export type { Static, TSchema } from 'typebox'

type Schema = Record<string, unknown>
type Kind = 'Array' | 'Boolean' | 'Integer' | 'Intersect' | 'Literal' | 'Null' | 'Number'
type Writers = Pick<
  typeof typebox.Type,
  Kind | 'Object' | 'Optional' | 'Record' | 'String' | 'Union' | 'Unknown' | 'Unsafe'
>

/** Marks an optional property; not enumerable, as in TypeBox. */
const optional = '~optional'

const plain =
  (schema: Schema) =>
  (options?: Schema): Schema => ({ ...schema, ...options })

const writers = {
  Array: (items: Schema, options?: Schema) => ({ type: 'array', items, ...options }),
  Boolean: plain({ type: 'boolean' }),
  Integer: plain({ type: 'integer' }),
  Intersect: (allOf: readonly Schema[], options?: Schema) => ({ allOf, ...options }),
  Literal: (value: unknown, options?: Schema) => ({ type: typeof value, const: value, ...options }),
  Null: plain({ type: 'null' }),
  Number: plain({ type: 'number' }),
  Object: (properties: Record<string, Schema>, options?: Schema) => {
    const required = Object.keys(properties).filter(
      (name) => !(optional in Object(properties[name])),
    )
    return {
      type: 'object',
      ...(required.length > 0 && { required }),
      properties,
      ...options,
    }
  },
  Optional: (schema: Schema) =>
    Object.defineProperty({ ...schema }, optional, { value: true, enumerable: false }),
  /** String keys; the pattern of the keys is ignored. */
  Record: (_key: Schema, value: Schema, options?: Schema) => ({
    type: 'object',
    patternProperties: { '^.*$': value },
    ...options,
  }),
  String: plain({ type: 'string' }),
  Union: (anyOf: readonly Schema[], options?: Schema) => ({ anyOf, ...options }),
  Unknown: plain({}),
  Unsafe: (schema: Schema) => schema,
}

/** The subset of TypeBox's `Type` that the routes use. */
export const Type = writers as unknown as Writers
