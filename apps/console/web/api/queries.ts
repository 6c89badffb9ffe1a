import { queryOptions } from '@tanstack/react-query'
import type { Trace } from '../../src/contract/traces.ts'
import { toDate } from '../../src/format/instant.ts'
import { getOperations, getServices, getTrace } from './client.ts'

export const POLL_MILLIS = 3_000
const STILL_GROWING_MILLIS = 30_000

export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: ({ signal }) => getServices(signal),
  refetchInterval: POLL_MILLIS,
})

export const operationsQuery = (service: string) =>
  queryOptions({
    queryKey: ['operations', service],
    queryFn: ({ signal }) => getOperations(service, signal),
    enabled: service !== '',
    staleTime: 30_000,
  })

/** @param onMegabyte Called with the progress of the first load. */
export const traceQuery = (traceId: string, onMegabyte: (count: number) => void) =>
  queryOptions({
    queryKey: ['trace', traceId],
    queryFn: ({ signal, client, queryKey }) =>
      getTrace(
        traceId,
        signal,
        client.getQueryData(queryKey) === undefined ? onMegabyte : undefined,
      ),
    // Comparing 10,000 spans field by field costs more than rendering them again.
    structuralSharing: false,
    staleTime: POLL_MILLIS,
    refetchInterval: ({ state }) => (mayGrow(state.data) ? POLL_MILLIS : false),
  })

/** Each service exports its spans seconds after the request. */
function mayGrow(trace: Trace | undefined): boolean {
  if (trace === undefined) return true
  const end = toDate(trace.endUnixNano).getTime()
  return Date.now() - end < STILL_GROWING_MILLIS
}
