import { queryOptions } from '@tanstack/react-query'
import type { Trace } from '../../src/contract/traces.ts'
import { toDate } from '../../src/format/instant.ts'
import { client, fetchHere } from './client.ts'

export const POLL_MILLIS = 3_000
const STILL_GROWING_MILLIS = 30_000

export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: ({ signal }) => client.listServices({}, { signal }),
  refetchInterval: POLL_MILLIS,
})

export const operationsQuery = (service: string) =>
  queryOptions({
    queryKey: ['operations', service],
    queryFn: ({ signal }) => client.listOperations(service, { signal }),
    enabled: service !== '',
    staleTime: 30_000,
  })

/** @param onMegabyte Called with the progress of the first load. */
export const traceQuery = (traceId: string, onMegabyte: (count: number) => void) =>
  queryOptions({
    queryKey: ['trace', traceId],
    queryFn: ({ signal, client: cache, queryKey }) =>
      client.getTrace(traceId, {
        signal,
        ...(cache.getQueryData(queryKey) === undefined && { fetch: counting(onMegabyte) }),
      }),
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

const counting = (onMegabyte: (count: number) => void) => async (request: Request) => {
  const response = await fetchHere(request)
  let bytes = 0
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      onMegabyte(Math.floor(bytes / 1e6))
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(counter), response)
}
