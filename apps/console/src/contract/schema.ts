import { type Static as StaticOf, type TSchema, Type } from '@cruddur/fastify-service/schema'

export { type TSchema, Type } from '@cruddur/fastify-service/schema'

type Immutable<Value> = { readonly [Key in keyof Value]: Immutable<Value[Key]> }

/** The type of a schema; arrays and properties are read-only. */
export type Static<Schema extends TSchema> = Immutable<StaticOf<Schema>>

/** Nanoseconds since the epoch, or a duration in nanoseconds, as a decimal string: it does not fit a double. */
export const Nanos = Type.String({ pattern: '^\\d+$' })

export const Attributes = Type.Record(Type.String(), Type.String())

export const OneOf = <const Name extends string>(...names: Name[]) =>
  Type.Unsafe<Name>({ type: 'string', enum: names })
