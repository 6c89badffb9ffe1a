import { LedgerList, LedgerSearch } from '../contract/ledgers.ts'
import { type LedgerReaders, listLedgers } from '../query/list-ledgers.ts'
import { type ApiServer, problems } from './api-server.ts'

/** Delivery counters of the services under `/api/v1/ledgers`. */
export function registerLedgerRoute(app: ApiServer, readers: LedgerReaders): void {
  app.get(
    '/api/v1/ledgers',
    {
      schema: {
        summary:
          'Delivery counters of each service, fetched now, and the stored counts of the console',
        querystring: LedgerSearch,
        response: { 200: LedgerList, ...problems },
      },
    },
    async ({ query }) => listLedgers(readers, query),
  )
}
