import { ProblemError, problemSchema } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import type { ReceiverCounters } from '../model/receiver-counters.ts'
import type { ApiServer } from './api-server.ts'
import { changeHeader, type Receiver, ReceiverList } from './contract-upkeep.ts'

/** One receiver with its counters. */
export interface CountedReceiver {
  readonly name: Receiver['name']
  port(): number
  counters(): ReceiverCounters | Promise<ReceiverCounters>
}

export interface Upkeep {
  readonly receivers: readonly CountedReceiver[]
  /** Removes everything received; left out when the data are not the console's alone. */
  readonly clear?: () => Promise<void>
}

const problems = { '4xx': problemSchema, '5xx': problemSchema }

/** What arrived and what was lost of it; clearing the data. */
export function registerUpkeep(app: ApiServer, { receivers, clear }: Upkeep): void {
  app.get(
    '/api/v1/receivers',
    {
      schema: {
        summary: 'What each receiver took, refused and lost since the start',
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
        summary: 'Removes everything received: spans, segments, log lines and items',
        headers: Type.Object({
          [changeHeader]: Type.Literal('1', { description: 'Says that the caller means it' }),
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
            'The data are on a ClickHouse server that others may use too: remove them there, or let its TTL do it',
        })
      await clear()
      return reply.code(204).send(null)
    },
  )
}
