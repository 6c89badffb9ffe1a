import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  LogBatch,
  LogGroupList,
  LogList,
  LogSearch,
  LogTail,
} from '../../src/contract/logs.ts'
import { get, openSignIn } from './client.ts'
import { toQuery } from './to-query.ts'

export const logGroupsQuery = queryOptions({
  queryKey: ['log-groups'],
  queryFn: ({ signal }) => get<LogGroupList>('logs/groups', signal),
  staleTime: 10_000,
})

export const logLinesQuery = (search: LogSearch) =>
  infiniteQueryOptions({
    queryKey: ['logs', search],
    queryFn: ({ pageParam, signal }) =>
      get<LogList>(`logs?${toQuery({ ...search, cursor: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // The tail delivers later lines.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

/** Yields batches of lines as they arrive, until the connection ends. */
export async function* tailLogs(tail: LogTail, signal: AbortSignal): AsyncGenerator<LogBatch> {
  const response = await fetch(`/api/v1/logs/tail?${toQuery(tail)}`, { signal })
  if (response.status === 401) openSignIn()
  if (!response.ok || response.body === null)
    throw new Error(`The log tail responded with status ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line) as LogBatch
  }
}
