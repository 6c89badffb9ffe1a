import type { Pool } from '@cruddur/postgres'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { problems } from './activities/schemas.ts'

/** Routes that fail on purpose. Only with USER_ACTIVITIES_FAULTS=true. */
export const faults: FastifyPluginAsyncTypebox<{ pool: Pool }> = async (app, { pool }) => {
  app.get(
    '/faults/slow',
    {
      schema: {
        summary: 'A slow statement',
        tags: ['faults'],
        querystring: Type.Object({
          seconds: Type.Number({ minimum: 0, maximum: 10, default: 1 }),
        }),
        response: { 200: Type.Object({ slept_seconds: Type.Number() }), ...problems },
      },
    },
    async (request) => {
      await pool.query('select pg_sleep($1)', [request.query.seconds])
      return { slept_seconds: request.query.seconds }
    },
  )

  app.get(
    '/faults/error',
    { schema: { summary: 'A failing statement', tags: ['faults'], response: problems } },
    async () => {
      await pool.query('select 1 / 0')
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
