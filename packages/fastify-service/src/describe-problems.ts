import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

type Responses = Readonly<
  Record<string, { readonly content?: Readonly<Record<string, unknown>> } | undefined>
>

/**
 * Sets the media type of error responses in an OpenAPI document to `application/problem+json`;
 * @fastify/swagger describes every response as `application/json`.
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
