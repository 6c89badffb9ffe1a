import { problemSchema } from '@cruddur/fastify-service'
import { LedgerList, LedgerSearch } from '../contract/ledgers.ts'
import { type LedgerReaders, listLedgers } from '../query/list-ledgers.ts'
import type { ApiServer } from './api-server.ts'

/** Delivery counters of the services under `/api/v1/ledgers`. */
export function registerLedgerRoute(app: ApiServer, readers: LedgerReaders): void {
  app.get(
    '/api/v1/ledgers',
    {
      schema: {
        summary: 'Delivery counters of each service, fetched now, next to what the console stored',
        querystring: LedgerSearch,
        response: { 200: LedgerList, '4xx': problemSchema, '5xx': problemSchema },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async ({ query }) => ({ ledgers: await listLedgers(readers, query) }) as unknown as LedgerList,
  )
}
