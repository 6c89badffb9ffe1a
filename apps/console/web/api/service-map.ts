import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

const REFRESH_MILLIS = 10_000

/** @param since Time range up to now, such as `1h`. */
export const serviceMapQuery = (since: string) =>
  queryOptions({
    queryKey: ['service-map', since],
    queryFn: ({ signal }) => client.serviceMap({ since }, { signal }),
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })
