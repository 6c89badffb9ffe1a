import { setMaxListeners } from 'node:events'
import { requestSignal } from '../../model/request-signal.ts'
import { StoreError } from '../../model/store-error.ts'

/** The query method of a connection. */
interface Queryable<Params, Result> {
  query(params: Params): Promise<Result>
}

/**
 * Rejects the queries of a request whose client has gone. Returns a function that rejects all queries of a
 * connection from then on. Queued queries never start; the engine continues a running one.
 */
export function abortableQueries<Params extends object, Result>(
  connection: Queryable<Params, Result>,
) {
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const query = connection.query.bind(connection)
  connection.query = async (params) => {
    const ofRequest = requestSignal.getStore()
    const signal =
      ofRequest === undefined ? stopping.signal : AbortSignal.any([stopping.signal, ofRequest])
    try {
      if (!signal.aborted) return await query({ ...params, abort_signal: signal })
    } catch (error) {
      if (!signal.aborted) throw error
    }
    if (stopping.signal.aborted)
      throw new StoreError(
        'CON_STORE_CLOSING',
        'The console is closing: retry after it has restarted',
      )
    throw new StoreError('CON_STORE_CANCELED', 'The client closed the connection')
  }
  return () => stopping.abort()
}
