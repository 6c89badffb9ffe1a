import { queryOptions } from '@tanstack/react-query'
import type { ServiceMap } from '../../src/api/contract-service-map.ts'
import { ask } from './client.ts'

const REFRESH_MILLIS = 10_000

/** @param since How far back, such as `1h`. */
export const serviceMapQuery = (since: string) =>
  queryOptions({
    queryKey: ['service-map', since],
    queryFn: ({ signal }) => ask<ServiceMap>('service-map', { since }, signal),
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })
