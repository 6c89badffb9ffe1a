import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

type Responses = Readonly<
  Record<string, { readonly content?: Readonly<Record<string, unknown>> } | undefined>
>

/**
 * Gives the error responses of an OpenAPI document the media type in which problems are sent; the
 * description of a route's schemas knows `application/json` only.
 */
export const describeProblems: NonNullable<FastifyDynamicSwaggerOptions['transformObject']> = (
  described,
) => {
  const document = 'openapiObject' in described ? described.openapiObject : described.swaggerObject
  const operations = Object.values(document.paths ?? {}).flatMap((path: object) =>
    Object.values(path),
  )
  for (const { responses = {} } of operations as { responses?: Responses }[])
    for (const [status, response] of Object.entries(responses)) {
      const json = response?.content?.['application/json']
      if (/^[45]/.test(status) && json)
        Object.assign(response, { content: { 'application/problem+json': json } })
    }
  return document
}
