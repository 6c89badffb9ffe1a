import { redacted } from './redacted.ts'

/** Hides user info and the values of a query; the keys stay, and the values of the keys to keep. */
export function redactUrl(url: string, keepsValue: (key: string) => boolean): string {
  const plain = url.includes('@')
    ? url.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*@/i, `$1//${redacted}@`)
    : url
  const questionMark = plain.indexOf('?')
  if (questionMark === -1) return plain.includes('#') ? plain.slice(0, plain.indexOf('#')) : plain
  const path = plain.slice(0, questionMark)
  const query = plain.slice(questionMark + 1).replace(/#.*$/s, '')
  return query === '' ? path : `${path}?${redactQuery(query, keepsValue)}`
}

/** The same for a query by itself, with or without its question mark. */
export function redactQuery(query: string, keepsValue: (key: string) => boolean): string {
  if (query.startsWith('?')) return `?${redactQuery(query.slice(1), keepsValue)}`
  if (query === '') return query
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      // `?abc` may be a key or a bare token; nobody can tell.
      if (equals === -1) return redacted
      const key = pair.slice(0, equals)
      return keepsValue(key) ? pair : `${key}=${redacted}`
    })
    .join('&')
}
