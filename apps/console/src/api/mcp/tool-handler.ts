import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import type { FastifyInstance } from 'fastify'
import { describeExample } from './examples.ts'
import { type Arguments, inputSchema } from './input-schema.ts'
import { type Operation, readOperation } from './operation.ts'
import { tools } from './tools.ts'

export interface McpOptions {
  readonly version: string
  readonly onError: (error: unknown) => void
}

type ToolOutput = Readonly<Record<string, unknown>>

/** More than a model can make use of. */
const maxResultChars = 1_000_000
const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }

/** Handles a request of the protocol; each tool is a GET of `/api/v1` in the name of the caller. */
export function createToolHandler(app: FastifyInstance, { version, onError }: McpOptions) {
  const described = tools.map(({ name, description, path }) => {
    const operation = readOperation(app, path)
    const outputSchema = fromJsonSchema<ToolOutput>({ ...operation.output, type: 'object' })
    const schemas = { inputSchema: inputSchema(name, operation), outputSchema }
    return { name, operation, registration: { description, ...schemas, annotations } }
  })
  const createServer = (authorization: string | null) => {
    const server = new McpServer({ name: 'cruddur-console', version })
    for (const { name, operation, registration } of described)
      server.registerTool(name, registration, async (input) =>
        toResult(name, await callApi(app, operation, input, authorization)),
      )
    return server
  }
  return createMcpHandler(
    ({ requestInfo }) => createServer(requestInfo?.headers.get('authorization') ?? null),
    { onerror: (error) => isRejection(error) || onError(error), maxSubscriptions: 16 },
  )
}

/**
 * The library reports a request that it rejects like a failure of its own, and marks it by its message
 * alone. The client receives the reason in the response.
 */
const isRejection = (error: Error) => error.message.startsWith('Rejected inbound request')

async function callApi(
  app: FastifyInstance,
  { path, parameters }: Operation,
  input: Arguments,
  authorization: string | null,
) {
  const given = (place: 'path' | 'query') =>
    parameters.flatMap(({ name, in: at }) => {
      const { [name]: value } = input
      return at === place && value !== undefined ? [[name, String(value)] as const] : []
    })
  const url = given('path').reduce(
    (filled, [name, value]) => filled.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  )
  return await app.inject({
    url,
    query: Object.fromEntries(given('query')),
    ...(authorization !== null && { headers: { authorization } }),
  })
}

function toResult(name: string, { statusCode, body }: { statusCode: number; body: string }) {
  const isTooLarge = body.length > maxResultChars
  const text = isTooLarge
    ? `The result has ${body.length} characters; the limit is ${maxResultChars}: use a shorter time range, a lower limit, or fetch the log lines or errors of the trace alone`
    : body
  const content = [{ type: 'text' as const, text }]
  if (statusCode === 400) content.push({ type: 'text', text: describeExample(name) })
  if (isTooLarge || statusCode >= 400) return { content, isError: true }
  return { content, structuredContent: JSON.parse(body) as ToolOutput }
}
