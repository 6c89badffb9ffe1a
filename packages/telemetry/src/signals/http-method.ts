/** The methods that the semantic conventions know: those of RFC 9110, PATCH and QUERY. */
const knownMethods = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'QUERY',
  'TRACE',
])

export const isKnownMethod = (method: string): boolean => knownMethods.has(method)

/** The value of `http.request.method`. */
export const conventionalMethod = (method: string): string =>
  knownMethods.has(method) ? method : '_OTHER'
