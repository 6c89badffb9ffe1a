import { useQuery } from '@tanstack/react-query'
import type { TimeFilters } from '../../src/contract/filters.ts'
import { findingsQuery } from '../api/findings.ts'

export const MAX_GROUPS = 500

/** Groups of findings of a service, without those that only inform. */
export interface ServiceFindings {
  readonly count: number
  readonly hasErrors: boolean
}

/** @param enabled Findings take a second of work, so the figures of the page are requested first. */
export function useServiceFindings(
  time: TimeFilters,
  enabled: boolean,
): ReadonlyMap<string, ServiceFindings> {
  const { data } = useQuery({ ...findingsQuery({ ...time, limit: MAX_GROUPS }), enabled })
  const groups = data?.groups.filter(({ severity }) => severity !== 'info') ?? []
  return new Map(
    [...Map.groupBy(groups, ({ service }) => service)].map(([service, ofService]) => [
      service,
      {
        count: ofService.length,
        hasErrors: ofService.some(({ severity }) => severity === 'error'),
      },
    ]),
  )
}
