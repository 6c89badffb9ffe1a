import { createRequire } from 'node:module'
import type { FastifyServerOptions } from 'fastify'

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>
type Compile<Compiled> = (route: unknown) => Compiled
type Build<Compiled> = (schemas: unknown, options: unknown) => Compile<Compiled>
type Validate = ((value: unknown) => unknown) & { errors?: unknown }
type Serialize = (value: unknown) => string

/** Those that Fastify would take by itself, in its own versions. */
function fastifysOwn<Compiled>(name: string): Build<Compiled> {
  const require = createRequire(import.meta.url)
  return createRequire(require.resolve('fastify'))(name)()
}

const compilersFactory = {
  buildValidator: (schemas: unknown, options: unknown) => {
    const compile = once(() => fastifysOwn<Validate>('@fastify/ajv-compiler')(schemas, options))
    return (route: unknown): Validate => {
      const compiled = once(() => compile()(route))
      const validate: Validate = (value) => {
        const isValid = compiled()(value)
        validate.errors = compiled().errors
        return isValid
      }
      return validate
    }
  },
  buildSerializer: (schemas: unknown, options: unknown) => {
    const name = '@fastify/fast-json-stringify-compiler'
    const compile = once(() => fastifysOwn<Serialize>(name)(schemas, options))
    return (route: unknown): Serialize => {
      const compiled = once(() => compile()(route))
      return (value) => compiled()(value)
    }
  },
}

/**
 * For Fastify's `schemaController`: a schema is compiled when the first request needs it, and what
 * compiles is loaded by the first of all. By itself Fastify compiles every schema before it listens.
 * Names in schemas of headers must be written in lower case.
 */
export const lazyCompilers = { compilersFactory } as unknown as SchemaController

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
