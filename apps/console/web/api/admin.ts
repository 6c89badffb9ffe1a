import { queryOptions } from '@tanstack/react-query'
import type { ImportResult, ReceiverList } from '../../src/api/contract-admin.ts'
import { change, get } from './client.ts'
import { POLL_MILLIS } from './queries.ts'

export const receiversQuery = queryOptions({
  queryKey: ['receivers'],
  queryFn: ({ signal }) => get<ReceiverList>('receivers', signal),
  refetchInterval: POLL_MILLIS,
})

/** @throws ApiError when it is no OTLP JSON, or too large */
export function importFile(file: File): Promise<ImportResult> {
  return change('import', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: file,
  })
}

/** @throws ApiError when the data are not the console's alone */
export function clearData(): Promise<void> {
  return change('data', { method: 'DELETE' })
}
