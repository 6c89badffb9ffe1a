import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import type { FastifyInstance } from 'fastify'
import { describeExample } from './examples.ts'
import { type Arguments, inputSchema } from './input-schema.ts'
import { type Tool, tools } from './tools.ts'

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
  const described = tools.map((tool) => ({
    tool,
    description: tool.description,
    inputSchema: inputSchema(tool),
    outputSchema: fromJsonSchema<ToolOutput>({ ...tool.output, type: 'object' }),
    annotations,
  }))
  const createServer = (authorization: string | null) => {
    const server = new McpServer({ name: 'cruddur-console', version })
    for (const { tool, ...description } of described)
      server.registerTool(tool.name, description, async (input) =>
        toResult(tool, await callApi(app, tool, input, authorization)),
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
  { path, input: { properties } }: Tool & { readonly input: { readonly properties?: object } },
  input: Arguments,
  authorization: string | null,
) {
  const known = Object.entries(input).filter(([name]) => Object.hasOwn(properties ?? {}, name))
  const inPath = ([name]: [string, unknown]) => path.includes(`{${name}}`)
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(input[name])))
  return await app.inject({
    url: `/api/v1/${url}`,
    query: Object.fromEntries(
      known.filter((entry) => !inPath(entry)).map(([name, value]) => [name, String(value)]),
    ),
    ...(authorization !== null && { headers: { authorization } }),
  })
}

function toResult({ name }: Tool, { statusCode, body }: { statusCode: number; body: string }) {
  const isTooLarge = body.length > maxResultChars
  const text = isTooLarge
    ? `The result has ${body.length} characters; the limit is ${maxResultChars}: use a shorter time range, a lower limit, or fetch the log lines or errors of the trace alone`
    : body
  const content = [{ type: 'text' as const, text }]
  if (statusCode === 400) content.push({ type: 'text', text: describeExample(name) })
  if (isTooLarge || statusCode >= 400) return { content, isError: true }
  return { content, structuredContent: JSON.parse(body) as ToolOutput }
}
