import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

const REFRESH_MILLIS = 10_000

/**
 * @param since Time range up to now, such as `1h`.
 * @param calls Whether to read the calls between services, which takes most of the time.
 */
export const serviceMapQuery = (since: string, calls: boolean) =>
  queryOptions({
    queryKey: ['service-map', since, calls],
    queryFn: ({ signal }) => client.serviceMap({ since, calls }, { signal }),
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })
