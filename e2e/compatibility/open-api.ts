/** The part of an OpenAPI 3 document that is compared and exercised. */
export interface OpenApiDocument {
  readonly openapi?: string
  readonly paths?: Readonly<Record<string, PathItem>>
  readonly [field: string]: unknown
}

export type Schema = { [keyword: string]: unknown }

export interface Parameter {
  readonly in: string
  readonly name: string
  readonly required?: boolean
  readonly schema?: Schema
}

export interface Content {
  readonly [mediaType: string]: { readonly schema?: Schema }
}

export interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>
  readonly [field: string]: unknown
}

export type PathItem = { readonly parameters?: readonly Parameter[] } & {
  readonly [method: string]: Operation
}

export const methods: readonly string[] = [
  ...['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'],
]

/** `GET /api/activities` and its operation. */
export function operationsOf(document: OpenApiDocument): Map<string, Operation> {
  return new Map(
    Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const operation = item[method]
        if (!operation) return []
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
        return [[`${method.toUpperCase()} ${path}`, { ...operation, parameters }] as const]
      }),
    ),
  )
}
