import openapiTypescript, { astToString } from 'openapi-typescript'

/** Returns the TypeScript source of the types of an OpenAPI document. */
export async function openApiTypes(document: string): Promise<string> {
  return astToString(await openapiTypescript(document))
}
