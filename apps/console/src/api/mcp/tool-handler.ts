import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import type { FastifyInstance } from 'fastify'
import { type Tool, tools } from './tools.ts'

export interface McpOptions {
  readonly version: string
  readonly onError: (error: unknown) => void
}

type ToolOutput = Readonly<Record<string, unknown>>
type Arguments = Readonly<Record<string, string | number | boolean>>

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
        toResult(await callApi(app, tool, input, authorization)),
      )
    return server
  }
  return createMcpHandler(
    ({ requestInfo }) => createServer(requestInfo?.headers.get('authorization') ?? null),
    { onerror: onError, maxSubscriptions: 16 },
  )
}

/**
 * The schema of the arguments of a tool. `null` leaves an argument out, as some models write it; an unknown
 * argument is named together with the known ones, which the validator does not do.
 */
function inputSchema({ input }: Tool) {
  const schema = fromJsonSchema<Arguments>({
    ...input,
    ...{ type: 'object', additionalProperties: false },
  })
  const names = Object.keys((input as { readonly properties?: object }).properties ?? {})
  const standard = schema['~standard']
  const validate: typeof standard.validate = (value) => {
    if (typeof value !== 'object' || value === null) return standard.validate(value)
    const given = Object.entries(value).filter(([, argument]) => argument !== null)
    const unknown = given.map(([name]) => name).filter((name) => !names.includes(name))
    if (unknown.length === 0) return standard.validate(Object.fromEntries(given))
    const list = unknown.join(', ').slice(0, 200)
    return {
      issues: [{ message: `Unknown argument ${list}: the arguments are ${names.join(', ')}` }],
    }
  }
  return { ...schema, '~standard': { ...standard, validate } }
}

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

function toResult({ statusCode, body }: { statusCode: number; body: string }) {
  const isTooLarge = body.length > maxResultChars
  const text = isTooLarge
    ? `The result has ${body.length} characters; the limit is ${maxResultChars}: use a shorter time range, a lower limit, or fetch the log lines or errors of the trace alone`
    : body
  const content = [{ type: 'text' as const, text }]
  if (isTooLarge || statusCode >= 400) return { content, isError: true }
  return { content, structuredContent: JSON.parse(body) as ToolOutput }
}
