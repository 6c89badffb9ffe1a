import { queryOptions } from '@tanstack/react-query'
import type { FindingSearch } from '../../src/contract/findings.ts'
import { toDate } from '../../src/format/instant.ts'
import { client } from './client.ts'
import { POLL_MILLIS } from './queries.ts'

/** Examining a hundred traces takes the console up to a second. */
const REFRESH_MILLIS = 30_000
/** Missing spans count as missing 15 seconds after the last one. */
const STILL_CHANGING_MILLIS = 40_000

export const findingsQuery = (search: FindingSearch) =>
  queryOptions({
    queryKey: ['findings', search],
    queryFn: ({ signal }) => client.listFindings(search, { signal }),
    staleTime: REFRESH_MILLIS,
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })

/** @param endUnixNano The last moment of the trace. */
export const traceFindingsQuery = (traceId: string, endUnixNano: string) =>
  queryOptions({
    queryKey: ['findings-of-trace', traceId],
    queryFn: ({ signal }) => client.getFindings(traceId, { signal }),
    staleTime: POLL_MILLIS,
    refetchInterval: () =>
      Date.now() - toDate(endUnixNano).getTime() < STILL_CHANGING_MILLIS ? POLL_MILLIS : false,
    retry: false,
  })
