import { queryOptions } from '@tanstack/react-query'
import type { TimeFilters } from '../../src/contract/filters.ts'
import { client } from './client.ts'

const REFRESH_MILLIS = 10_000

/**
 * @param time Time range.
 * @param calls Whether to read the calls between services, which takes most of the time.
 */
export const serviceMapQuery = (time: TimeFilters, calls: boolean) =>
  queryOptions({
    queryKey: ['service-map', time, calls],
    queryFn: ({ signal }) => client.serviceMap({ ...time, calls }, { signal }),
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })
