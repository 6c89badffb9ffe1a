import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'
import { POLL_MILLIS } from './queries.ts'

export const receiversQuery = queryOptions({
  queryKey: ['receivers'],
  queryFn: ({ signal }) => client.listReceivers({ signal }),
  refetchInterval: POLL_MILLIS,
})

/** Notices within 5 seconds that the console ended, also on pages that do not poll. */
export const heartbeatQuery = queryOptions({
  queryKey: ['heartbeat'],
  queryFn: ({ signal }) => client.listReceivers({ signal }),
  refetchInterval: 4_000,
  retry: false,
})
