import { useQueries } from '@tanstack/react-query'
import { findingKinds } from '../../src/contract/finding-kinds.ts'
import { findingsQuery } from '../api/findings.ts'

/** Traces of one request. */
const TRACES_AT_ONCE = 50

/** Titles of the findings of each displayed trace; those that only inform are left out. */
export function useFindingBadges(
  traceIds: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const parts: string[] = []
  for (let from = 0; from < traceIds.length; from += TRACES_AT_ONCE)
    parts.push(traceIds.slice(from, from + TRACES_AT_ONCE).join(','))
  return useQueries({
    queries: parts.map((traces) => findingsQuery({ traces, limit: 1 })),
    combine: (results) =>
      new Map(
        results
          .flatMap(({ data }) => data?.traces ?? [])
          .map(({ traceId, kinds }) => [
            traceId,
            kinds
              .filter((kind) => findingKinds[kind].severity !== 'info')
              .map((kind) => findingKinds[kind].title),
          ]),
      ),
  })
}
