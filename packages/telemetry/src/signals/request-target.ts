import type { RequestInfo } from './request-info.ts'

/** The parts of a request target; `GET http://host/path` is allowed as well as `GET /path`. */
export interface RequestTarget {
  readonly path: string
  /** Without `?`; undefined if empty. */
  readonly query: string | undefined
  readonly scheme: string
  /** Name or address with an optional port; empty if the client sent none. */
  readonly authority: string
}

const absoluteForm = /^(https?):\/\/([^/?#]*)(.*)$/is

export function requestTarget({ url, protocol, host }: RequestInfo): RequestTarget {
  const absolute = url.startsWith('/') ? null : absoluteForm.exec(url)
  const [, scheme = protocol, authority = host, target = url] = absolute ?? []
  const queryAt = target.indexOf('?')
  const path = queryAt < 0 ? target : target.slice(0, queryAt)
  return {
    path: path === '' ? '/' : path,
    query: queryAt < 0 || queryAt === target.length - 1 ? undefined : target.slice(queryAt + 1),
    scheme: scheme.toLowerCase(),
    authority: authority.slice(authority.lastIndexOf('@') + 1),
  }
}

/** Path and query of a request, in either form. */
export function requestPath(request: RequestInfo): string {
  if (request.url.startsWith('/')) return request.url
  const { path, query } = requestTarget(request)
  return query === undefined ? path : `${path}?${query}`
}

export function requestUrl(request: RequestInfo): string {
  const { scheme, authority } = requestTarget(request)
  return `${scheme}://${authority}${requestPath(request)}`
}
