import { queryOptions } from '@tanstack/react-query'
import type { ImportResult, ReceiverList } from '../../src/contract/admin.ts'
import { change, get } from './client.ts'
import { POLL_MILLIS } from './queries.ts'

export const receiversQuery = queryOptions({
  queryKey: ['receivers'],
  queryFn: ({ signal }) => get<ReceiverList>('receivers', signal),
  refetchInterval: POLL_MILLIS,
})

/** @throws ApiError when the file is not OTLP JSON or is too large */
export function importFile(file: File): Promise<ImportResult> {
  return change('import', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: file,
  })
}

/** @throws ApiError when the console does not own the tables */
export function clearData(): Promise<void> {
  return change('data', { method: 'DELETE' })
}
