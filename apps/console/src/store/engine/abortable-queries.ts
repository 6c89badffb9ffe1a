import { setMaxListeners } from 'node:events'
import { StoreError } from '../../model/store-error.ts'

/** The query method of a connection. */
interface Queryable<Params, Result> {
  query(params: Params): Promise<Result>
}

/**
 * Returns a function that rejects all queries of a connection from then on, including queued ones.
 * A running query is rejected as well, although the engine continues it.
 */
export function abortableQueries<Params extends object, Result>(
  connection: Queryable<Params, Result>,
) {
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const query = connection.query.bind(connection)
  connection.query = async (params) => {
    try {
      if (!stopping.signal.aborted) return await query({ ...params, abort_signal: stopping.signal })
    } catch (error) {
      if (!stopping.signal.aborted) throw error
    }
    throw new StoreError(
      'CON_STORE_CLOSING',
      'The console is closing: retry after it has restarted',
    )
  }
  return () => stopping.abort()
}
