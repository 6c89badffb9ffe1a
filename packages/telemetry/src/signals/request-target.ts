/** The parts of a request target; `GET http://host/path` is allowed as well as `GET /path`. */
export interface RequestTarget {
  readonly path: string
  /** Without `?`; undefined if empty. */
  readonly query: string | undefined
  readonly scheme: string
  /** Name or address with an optional port; empty if the client sent none. */
  readonly authority: string
}

/** A proxy may send anything as `X-Forwarded-Proto`, which Fastify returns as the protocol. */
const schemes = new Set(['http', 'https', 'ws', 'wss'])

const absoluteForm = /^(https?):\/\/([^/?#]*)(.*)$/is

interface Target {
  readonly url: string
  readonly protocol: string
  readonly host: string
}

export function requestTarget({ url, protocol, host }: Target): RequestTarget {
  const absolute = url.startsWith('/') ? null : absoluteForm.exec(url)
  const scheme = (absolute?.[1] ?? protocol).toLowerCase()
  const authority = absolute?.[2] ?? host
  const target = absolute?.[3] ?? url
  const queryAt = target.indexOf('?')
  const path = queryAt < 0 ? target : target.slice(0, queryAt)
  return {
    path: path === '' ? '/' : path,
    query: queryAt < 0 || queryAt === target.length - 1 ? undefined : target.slice(queryAt + 1),
    scheme: schemes.has(scheme) ? scheme : 'http',
    authority: authority.slice(authority.lastIndexOf('@') + 1),
  }
}
