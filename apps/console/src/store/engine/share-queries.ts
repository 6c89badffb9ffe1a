interface Queryable<Params, Result> {
  query(params: Params): Promise<Result>
}

interface Abortable {
  readonly abort_signal?: AbortSignal | undefined
}

/**
 * The query method of several connections as one. Each connection runs one query at a time and others wait
 * in order: in the engine, a waiting query would take a thread. An aborted query is rejected at once, but a
 * running one occupies its connection until the engine has finished it.
 */
export function shareQueries<Params extends Abortable, Result>(
  connections: readonly Queryable<Params, Result>[],
) {
  const idle = connections.map((connection) => connection.query.bind(connection))
  const waiting: (() => void)[] = []
  const startNext = () => {
    if (idle.length > 0) waiting.shift()?.()
  }
  return ({ abort_signal: signal, ...params }: Params): Promise<Result> => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const start = async () => {
      const query = idle.shift()
      if (query === undefined) return
      try {
        resolve(await query(params as Params))
      } catch (error) {
        reject(error)
      } finally {
        signal?.removeEventListener('abort', abort)
        idle.push(query)
        startNext()
      }
    }
    const abort = () => {
      const place = waiting.indexOf(start)
      if (place >= 0) waiting.splice(place, 1)
      reject(signal?.reason)
    }
    if (signal?.aborted) abort()
    else {
      signal?.addEventListener('abort', abort, { once: true })
      waiting.push(start)
      startNext()
    }
    return promise
  }
}
