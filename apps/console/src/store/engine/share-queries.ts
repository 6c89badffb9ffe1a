interface Queryable<Params, Result> {
  query(params: Params): Promise<Result>
}

/** The query method of several connections as one: each query runs on the connection with the fewest. */
export function shareQueries<Params, Result>(connections: readonly Queryable<Params, Result>[]) {
  const running = connections.map((connection) => ({
    query: connection.query.bind(connection),
    count: 0,
  }))
  return async (params: Params): Promise<Result> => {
    const least = running.reduce((a, b) => (b.count < a.count ? b : a))
    least.count++
    try {
      return await least.query(params)
    } finally {
      least.count--
    }
  }
}
