import { createRequire } from 'node:module'
import type { FastifyServerOptions } from 'fastify'

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>
type Compile<Compiled> = (route: unknown) => Compiled
type Build<Compiled> = (schemas: unknown, options: unknown) => Compile<Compiled>
type Validate = ((value: unknown) => unknown) & { errors?: unknown }
type Serialize = (value: unknown) => string

/** The compilers that Fastify uses by default, in its versions. */
function defaultCompiler<Compiled>(name: string): Build<Compiled> {
  const require = createRequire(import.meta.url)
  return createRequire(require.resolve('fastify'))(name)()
}

const compilersFactory = {
  buildValidator: (schemas: unknown, options: unknown) => {
    const compile = once(() => defaultCompiler<Validate>('@fastify/ajv-compiler')(schemas, options))
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
    const compile = once(() => defaultCompiler<Serialize>(name)(schemas, options))
    return (route: unknown): Serialize => {
      const compiled = once(() => compile()(route))
      return (value) => compiled()(value)
    }
  },
}

/**
 * Value for Fastify's `schemaController` that loads the compilers and compiles each schema on first
 * use; Fastify compiles all schemas before it listens. Header names in schemas must be lower case.
 */
export const lazyCompilers = { compilersFactory } as unknown as SchemaController

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
