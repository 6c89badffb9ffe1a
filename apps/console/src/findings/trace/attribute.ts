import type { SpanRow } from '../../model/span-row.ts'

/** The first of these attributes that is set: the current name, then those of older conventions. */
export function attribute(span: SpanRow, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = span.SpanAttributes[key]
    if (value !== undefined && value !== '') return value
  }
  return ''
}

export const httpMethod = (span: SpanRow) =>
  attribute(span, 'http.request.method', 'http.method').toUpperCase()

/** 0 without a status. */
export const httpStatus = (span: SpanRow) =>
  Number(attribute(span, 'http.response.status_code', 'http.status_code')) || 0

export const serverHost = (span: SpanRow) => {
  const host = attribute(span, 'server.address', 'net.peer.name', 'http.host', 'net.peer.ip')
  const port = attribute(span, 'server.port', 'net.peer.port')
  return port === '' || host.includes(':') ? host : `${host}:${port}`
}

/** Path and query of the request, with the origin where it is known. */
export const httpUrl = (span: SpanRow) => {
  const full = attribute(span, 'url.full', 'http.url')
  if (full !== '') return full
  const query = attribute(span, 'url.query')
  const path = attribute(span, 'url.path', 'http.target')
  return query === '' ? path : `${path}?${query.replace(/^\?/, '')}`
}

/** Path without origin, query and fragment; `/` for an origin alone. */
export function pathOf(url: string): string {
  const path = url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  return path === '' ? '/' : path
}

/** Whether the span ended in an error that another attempt may avoid. */
export function failedTransiently(span: SpanRow): boolean {
  const status = httpStatus(span)
  if (status > 0) return status >= 500 || status === 429 || status === 408
  return span.StatusCode === 'Error'
}
