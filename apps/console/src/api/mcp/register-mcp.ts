import type { FastifyInstance } from 'fastify'
import type { McpOptions } from './tool-handler.ts'

/**
 * The Model Context Protocol over HTTP at `/mcp`, without sessions: access checks, validation and
 * results are those of `/api/v1`. Its library takes 13 MB and is loaded by the first request.
 */
export async function registerMcp(app: FastifyInstance, options: McpOptions): Promise<void> {
  let loading: Promise<ReturnType<typeof import('./tool-handler.ts').createToolHandler>> | undefined
  const load = async () => (await import('./tool-handler.ts')).createToolHandler(app, options)
  app.addHook('onClose', async () => (await loading)?.close())
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    schema: { hide: true },
    handler: async (request, reply) => {
      loading ??= load()
      const handler = await loading
      const headers = new Headers()
      for (const [header, value] of Object.entries(request.headers))
        if (value !== undefined) headers.set(header, String(value))
      const mcpRequest = new Request('http://localhost/mcp', { method: request.method, headers })
      return reply.send(await handler.fetch(mcpRequest, { parsedBody: request.body }))
    },
  })
}
