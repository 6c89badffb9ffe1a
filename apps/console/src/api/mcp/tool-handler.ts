import { createMcpHandler, fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import type { FastifyInstance } from 'fastify'
import leven from 'leven'
import type { ServiceList } from '../../contract/traces.ts'
import { type JsonObject, maxResultChars, shorten } from './budget.ts'
import { describeExample } from './examples.ts'
import { type Arguments, inputSchema } from './input-schema.ts'
import { type Operation, readOperation } from './operation.ts'
import { tools } from './tools.ts'

export interface McpOptions {
  readonly version: string
  readonly onError: (error: unknown) => void
}

type ToolOutput = Readonly<Record<string, unknown>>

/** A result without rows is not longer, also with the steps of a chart. */
const maxEmptyChars = 2_000
const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false }

/** Handles a request of the protocol; each tool is a GET of `/api/v1` in the name of the caller. */
export function createToolHandler(app: FastifyInstance, { version, onError }: McpOptions) {
  const described = tools.map(({ name, description, path, defaults = {} }) => {
    const operation = withDefaults(readOperation(app, path), defaults)
    const outputSchema = fromJsonSchema<ToolOutput>({ ...operation.output, type: 'object' })
    const schemas = { inputSchema: inputSchema(name, operation), outputSchema }
    return { name, operation, defaults, registration: { description, ...schemas, annotations } }
  })
  const createServer = (authorization: string | null) => {
    const server = new McpServer({ name: 'cruddur-console', version })
    for (const { name, operation, defaults, registration } of described)
      server.registerTool(name, registration, async (input) =>
        callTool(app, name, operation, { ...defaults, ...input }, authorization),
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

/** The schema of the arguments states the defaults of the tool. */
function withDefaults(operation: Operation, defaults: Arguments): Operation {
  const changed = Object.entries(operation.input.properties).map(
    ([name, schema]) =>
      [name, name in defaults ? { ...schema, default: defaults[name] } : schema] as const,
  )
  return { ...operation, input: { ...operation.input, properties: Object.fromEntries(changed) } }
}

async function callTool(
  app: FastifyInstance,
  name: string,
  operation: Operation,
  input: Arguments,
  authorization: string | null,
) {
  const response = await callWithin(app, operation, input, authorization)
  const result = toResult(name, response)
  if (typeof input.service !== 'string' || response.body.length > maxEmptyChars) return result
  const note = await unknownService(app, input.service, authorization)
  return note === undefined ? result : { ...result, content: [...result.content, note] }
}

/** An empty result does not show that the service is misspelled. */
async function unknownService(app: FastifyInstance, service: string, authorization: string | null) {
  const response = await app.inject({ url: '/api/v1/services', headers: headersOf(authorization) })
  if (response.statusCode !== 200) return undefined
  const names = response.json<ServiceList>().services.map(({ name }) => name)
  if (names.includes(service)) return undefined
  const known = names.toSorted((a, b) => leven(a, service) - leven(b, service)).slice(0, 10)
  return text(`No data of service ${service}. Services with similar names: ${known.join(', ')}`)
}

function headersOf(authorization: string | null) {
  return authorization === null ? {} : { authorization }
}

/**
 * A list with a cursor that is too large is requested again with fewer items, so that the cursor follows
 * them.
 */
async function callWithin(
  app: FastifyInstance,
  operation: Operation,
  input: Arguments,
  authorization: string | null,
) {
  const response = await callApi(app, operation, input, authorization)
  const { length } = response.body
  const hasPages = ['limit', 'cursor'].every((name) => name in operation.input.properties)
  if (response.statusCode !== 200 || length <= maxResultChars || !hasPages) return response
  const limit = longestList(response.body)
  if (limit < 2) return response
  const fewer = Math.max(1, Math.floor((limit * maxResultChars) / length))
  return await callApi(app, operation, { ...input, limit: fewer }, authorization)
}

function longestList(body: string): number {
  const values = Object.values(JSON.parse(body) as JsonObject)
  return Math.max(0, ...values.map((value) => (Array.isArray(value) ? value.length : 0)))
}

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
    headers: headersOf(authorization),
  })
}

const text = (value: string) => ({ type: 'text' as const, text: value })

function toResult(name: string, { statusCode, body }: { statusCode: number; body: string }) {
  if (statusCode === 400 || statusCode === 404)
    return { content: [text(body), text(describeExample(name))], isError: true }
  if (statusCode >= 400) return { content: [text(body)], isError: true }
  if (body.length <= maxResultChars)
    return { content: [text(body)], structuredContent: JSON.parse(body) as ToolOutput }
  const { result, omitted } = shorten(JSON.parse(body) as JsonObject)
  const left = Object.entries(omitted).map(([list, count]) => `${count} of ${list} left out`)
  const note = `Shortened to ${maxResultChars} characters: ${['long texts truncated', ...left].join(', ')}. Use filters, a shorter time range, or request single items by their ID.`
  return { content: [text(JSON.stringify(result)), text(note)], structuredContent: result }
}
