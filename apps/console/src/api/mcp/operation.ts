import type { FastifyInstance } from 'fastify'

/** The parts of a JSON Schema that errors describe. */
export interface ArgumentSchema {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  readonly description?: string
  readonly schema: ArgumentSchema
}

/** A GET route of the OpenAPI document. */
export interface Operation {
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** JSON Schema of the parameters as one object. */
  readonly input: {
    readonly type: 'object'
    readonly properties: Readonly<Record<string, ArgumentSchema>>
    readonly required: string[]
    readonly additionalProperties: false
  }
  /** JSON Schema of the response. */
  readonly output: object
}

interface OpenApi {
  readonly paths?: Readonly<
    Record<
      string,
      {
        readonly get?: {
          readonly parameters?: readonly Parameter[]
          readonly responses: Readonly<
            Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>
          >
        }
      }
    >
  >
}

/** Reads a GET route from the OpenAPI document that the console serves. */
export function readOperation(app: FastifyInstance, path: string): Operation {
  // Its type also covers other versions of the specification and references, which it does not have.
  const { paths } = app.swagger() as OpenApi
  const { parameters = [], responses = {} } = paths?.[path]?.get ?? {}
  const output = responses['200']?.content?.['application/json']?.schema
  if (output === undefined) throw new Error(`GET ${path} is not documented`)
  const properties = parameters.map(
    ({ name, description, schema }) =>
      [name, { ...schema, ...(description !== undefined && { description }) }] as const,
  )
  return {
    ...{ path, parameters, output },
    input: {
      type: 'object',
      properties: Object.fromEntries(properties),
      required: parameters.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    },
  }
}
