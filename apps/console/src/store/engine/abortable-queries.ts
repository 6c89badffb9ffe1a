import { setMaxListeners } from 'node:events'
import { StoreError } from '../../model/store-error.ts'

/** The part of a connection that asks. */
interface Asking<Params, Answer> {
  query(params: Params): Promise<Answer>
}

/**
 * Has a connection refuse questions from a moment on, those that wait for others included. One that
 * the engine has begun is answered with the same refusal, while the engine goes on with it.
 */
export function abortableQueries<Params extends object, Answer>(
  connection: Asking<Params, Answer>,
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
      'The console is shutting down: retry when it has restarted',
    )
  }
  return () => stopping.abort()
}
