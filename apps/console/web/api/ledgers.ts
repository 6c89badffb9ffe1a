import { queryOptions } from '@tanstack/react-query'
import type { LedgerList } from '../../src/contract/ledgers.ts'
import { get } from './client.ts'

const REFRESH_MILLIS = 10_000

export const ledgersQuery = queryOptions({
  queryKey: ['ledgers'],
  queryFn: ({ signal }) => get<LedgerList>('ledgers', signal),
  refetchInterval: REFRESH_MILLIS,
  retry: false,
})
