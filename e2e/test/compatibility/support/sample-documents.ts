import type { OpenApiDocument, Schema } from '../../../compatibility/open-api.ts'

/** The variable parts of one operation. */
export interface OperationParts {
  readonly parameters?: readonly object[]
  /** `null` for an operation without a body. */
  readonly body?: Schema | null
  readonly isBodyRequired?: boolean
  readonly bodyType?: string
  readonly response?: Schema
  readonly responseType?: string
  readonly headers?: object
  readonly responses?: object
  readonly security?: readonly object[]
  readonly callbacks?: object
  /** Default `post`; `null` leaves the operation out. */
  readonly method?: string | null
}

export const object = (properties: object, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
})
export const text = { type: 'string' }
const body = object({ message: text })

function operation(parts: OperationParts): object {
  const content = { schema: parts.response ?? body }
  const ok = {
    description: 'ok',
    ...(parts.headers && { headers: parts.headers }),
    content: { [parts.responseType ?? 'application/json']: content },
  }
  return {
    ...(parts.parameters && { parameters: parts.parameters }),
    ...(parts.body !== null && {
      requestBody: {
        required: parts.isBodyRequired ?? true,
        content: { [parts.bodyType ?? 'application/json']: { schema: parts.body ?? body } },
      },
    }),
    ...(parts.security && { security: parts.security }),
    ...(parts.callbacks && { callbacks: parts.callbacks }),
    responses: parts.responses ?? { 200: ok },
  }
}

/** A document with one path per entry. */
export function documentOf(paths: Readonly<Record<string, OperationParts>>): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'sample', version: '1.0.0' },
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, parts]) => [
        path,
        parts.method === null ? {} : { [parts.method ?? 'post']: operation(parts) },
      ]),
    ),
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  } as OpenApiDocument
}
