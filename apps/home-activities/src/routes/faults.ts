import { problemSchema } from '@cruddur/fastify-service'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

/** Routes that fail on purpose. Only with HOME_ACTIVITIES_FAULTS=true. */
export const faults: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/faults/error',
    { schema: { summary: 'An error', tags: ['faults'], response: { '5xx': problemSchema } } },
    async () => {
      throw new Error('fault on purpose')
    },
  )

  app.get(
    '/rollbar/test',
    { schema: { summary: 'Reports a message to Rollbar', tags: ['faults'] } },
    async (request, reply) => {
      request.telemetry.reportMessage('Hello World!', { level: 'warning' })
      return reply.type('text/plain').send('Hello World!')
    },
  )
}
