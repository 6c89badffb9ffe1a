import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { POLL_MILLIS } from './queries.ts'

export const receiversQuery = queryOptions({
  queryKey: ['receivers'],
  queryFn: ({ signal }) => client.listReceivers({ signal }),
  refetchInterval: POLL_MILLIS,
})
