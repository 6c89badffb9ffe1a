import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import type { FastifyInstance } from 'fastify'
import { type Tool, tools } from './tools.ts'

export interface McpOptions {
  readonly version: string
  readonly onError: (error: unknown) => void
}

type Answer = Readonly<Record<string, unknown>>
type Arguments = Readonly<Record<string, string | number | boolean>>

/** More than a model can make use of. */
const maxAnswerChars = 1_000_000
const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }

/**
 * The Model Context Protocol over HTTP at `/mcp`, without sessions. Each tool is a GET of `/api/v1`
 * in the name of the caller, so that what is allowed, checked and answered is the same.
 */
export async function registerMcp(
  app: FastifyInstance,
  { version, onError }: McpOptions,
): Promise<void> {
  const described = tools.map((tool) => ({
    tool,
    description: tool.description,
    inputSchema: fromJsonSchema<Arguments>({ ...tool.input, type: 'object' }),
    outputSchema: fromJsonSchema<Answer>({ ...tool.output, type: 'object' }),
    annotations,
  }))
  const createServer = (authorization: string | null) => {
    const server = new McpServer({ name: 'cruddur-console', version })
    for (const { tool, ...description } of described)
      server.registerTool(tool.name, description, async (input) =>
        toResult(await ask(app, tool, input, authorization)),
      )
    return server
  }
  const handler = createMcpHandler(
    ({ requestInfo }) => createServer(requestInfo?.headers.get('authorization') ?? null),
    { onerror: onError, maxSubscriptions: 16 },
  )
  app.addHook('onClose', () => handler.close())
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    schema: { hide: true },
    handler: async (request, reply) => {
      const headers = new Headers()
      for (const [header, value] of Object.entries(request.headers))
        if (value !== undefined) headers.set(header, String(value))
      const asked = new Request('http://localhost/mcp', { method: request.method, headers })
      return reply.send(await handler.fetch(asked, { parsedBody: request.body }))
    },
  })
}

async function ask(
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

function toResult({ statusCode, body }: { statusCode: number; body: string }) {
  const isTooLarge = body.length > maxAnswerChars
  const text = isTooLarge
    ? `The answer has ${body.length} characters, more than ${maxAnswerChars}: ask for a shorter time range, a lower limit, or the lines or errors of the trace alone`
    : body
  const content = [{ type: 'text' as const, text }]
  if (isTooLarge || statusCode >= 400) return { content, isError: true }
  return { content, structuredContent: JSON.parse(body) as Answer }
}
