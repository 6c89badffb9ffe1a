import { ProblemError } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import { type Receiver, ReceiverList } from '../contract/admin.ts'
import { changeHeader } from '../contract/headers.ts'
import type { ReceiverCounters } from '../model/receiver-counters.ts'
import { type ApiServer, problems } from './api-server.ts'

/** One receiver with its counters. */
export interface CountedReceiver {
  readonly name: Receiver['name']
  port(): number
  counters(): ReceiverCounters | Promise<ReceiverCounters>
}

export interface AdminOptions {
  readonly receivers: readonly CountedReceiver[]
  /** Removes everything received; omitted when others may use the same database. */
  readonly clear?: () => Promise<void>
}

/** Receiver counters, and deleting the data. */
export function registerAdminRoutes(app: ApiServer, { receivers, clear }: AdminOptions): void {
  app.get(
    '/api/v1/receivers',
    {
      schema: {
        summary: 'Counters of each receiver since the console started',
        response: { 200: ReceiverList, ...problems },
      },
    },
    async () => ({
      receivers: await Promise.all(
        receivers.map(async ({ name, port, counters }) => ({
          name,
          port: port(),
          ...(await counters()),
        })),
      ),
    }),
  )

  app.delete(
    '/api/v1/data',
    {
      schema: {
        summary: 'Delete all stored telemetry',
        headers: Type.Object({
          [changeHeader]: Type.Literal('1', { description: 'Required for every change' }),
        }),
        response: { 204: Type.Null(), ...problems },
      },
    },
    async (_request, reply) => {
      if (!clear)
        throw new ProblemError({
          status: 409,
          code: 'CON_API_DATA_NOT_OURS',
          detail:
            'The data is on a ClickHouse server that others may use: delete it there, or configure a TTL',
        })
      await clear()
      return reply.code(204).send(null)
    },
  )
}
