import { createRequire } from 'node:module'
import type { FastifyServerOptions } from 'fastify'
import { once } from './once.ts'

export type SchemaController = NonNullable<FastifyServerOptions['schemaController']>
export type Validate = ((value: unknown) => unknown) & { errors?: unknown }
export type ValidatorOptions = { readonly customOptions?: Readonly<Record<string, unknown>> }

type Build<Compiled> = (schemas: unknown, options: unknown) => (route: unknown) => Compiled

/** A compiler that Fastify uses by default, in its version. */
export function defaultCompiler<Compiled>(name: string): Build<Compiled> {
  const require = createRequire(import.meta.url)
  return createRequire(require.resolve('fastify'))(name)()
}

/** Validators that convert the text of URLs and headers to the type in the schema, but no JSON value. */
export function buildValidator(schemas: unknown, options: ValidatorOptions) {
  const compiler = (coerceTypes: false | 'array') =>
    once(() => {
      const customOptions = { ...options.customOptions, coerceTypes }
      const build = defaultCompiler<Validate>('@fastify/ajv-compiler')
      return build(schemas, { ...options, customOptions })
    })
  const [compileBody, compileText] = [compiler(false), compiler('array')]
  return (route: { readonly httpPart?: string }): Validate =>
    (route.httpPart === 'body' ? compileBody() : compileText())(route)
}

/**
 * Value for Fastify's `schemaController`. By default Fastify converts values in a body as well: it
 * accepts `{"message": false}` as the text `false`.
 */
export const strictBodies = { compilersFactory: { buildValidator } } as unknown as SchemaController
