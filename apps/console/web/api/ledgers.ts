import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

const REFRESH_MILLIS = 10_000

export const ledgersQuery = queryOptions({
  queryKey: ['ledgers'],
  queryFn: ({ signal }) => client.listLedgers({ signal }),
  refetchInterval: REFRESH_MILLIS,
  retry: false,
})
