import { useQuery } from '@tanstack/react-query'
import type { TimeFilters } from '../../src/contract/filters.ts'
import { ledgersQuery } from '../api/ledgers.ts'
import { servicesQuery } from '../api/queries.ts'
import { runsQuery } from '../api/runs.ts'
import { serviceMapQuery } from '../api/service-map.ts'
import { toHealth } from './service-health.ts'

/** Every service that sent data or is configured, with its values in a time range. */
export function useServices(time: TimeFilters) {
  const services = useQuery(servicesQuery)
  const map = useQuery(serviceMapQuery(time, false))
  const runs = useQuery(runsQuery({ limit: 200 })).data?.runs ?? []
  const ledgers = useQuery(ledgersQuery).data?.ledgers ?? []
  const all = services.data?.services ?? []
  const names = new Set([
    ...all.map(({ name }) => name),
    ...(map.data?.services ?? []).map(({ name }) => name),
    ...ledgers.map(({ service }) => service),
  ])
  names.delete('')
  return {
    summaries: all,
    map: map.data,
    error: services.data === undefined ? services.error : (map.error ?? null),
    isPending: services.isPending || map.isPending,
    services:
      map.data === undefined
        ? []
        : [...names].sort().map((name) => toHealth(name, map.data, runs, ledgers)),
  }
}
