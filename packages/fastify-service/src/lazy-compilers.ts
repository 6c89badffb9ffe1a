import { once } from './once.ts'
import {
  buildValidator,
  defaultCompiler,
  type SchemaController,
  type Validate,
  type ValidatorOptions,
} from './strict-bodies.ts'

type Serialize = (value: unknown) => string

const compilersFactory = {
  buildValidator: (schemas: unknown, options: ValidatorOptions) => {
    const compile = once(() => buildValidator(schemas, options))
    return (route: { readonly httpPart?: string }): Validate => {
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
