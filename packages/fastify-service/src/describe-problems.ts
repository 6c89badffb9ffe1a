import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transformObject']>
type Document = ReturnType<Transform>

type Responses = Readonly<
  Record<string, { readonly content?: Readonly<Record<string, unknown>> } | undefined>
>

interface Operation {
  readonly parameters?: readonly { required?: boolean; readonly schema?: { default?: unknown } }[]
  readonly responses?: Responses
}

const operationsOf = ({ paths = {} }: Document): Operation[] =>
  Object.values(paths).flatMap((path: object) => Object.values(path))

/** Marks parameters with a default as optional; TypeBox requires every property that is not optional. */
export function describeDefaults(document: Document): Document {
  for (const { parameters = [] } of operationsOf(document))
    for (const parameter of parameters)
      if (parameter.schema?.default !== undefined) parameter.required = false
  return document
}

/**
 * Sets the media type of error responses in an OpenAPI document to `application/problem+json`;
 * @fastify/swagger describes a response without media types as `application/json`.
 */
export const describeProblems: Transform = (described) => {
  const document = 'openapiObject' in described ? described.openapiObject : described.swaggerObject
  for (const { responses = {} } of operationsOf(document))
    for (const [status, response] of Object.entries(responses)) {
      const { content = {} } = response ?? {}
      const json = content['application/json']
      if (response && /^[45]/.test(status) && json && Object.keys(content).length === 1)
        Object.assign(response, { content: { 'application/problem+json': json } })
    }
  return document
}
