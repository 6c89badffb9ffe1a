import type { Attributes } from '@opentelemetry/api'
import { conventionalMethod, isKnownMethod } from './http-method.ts'
import type { RequestInfo } from './request-info.ts'
import { requestTarget } from './request-target.ts'

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#name */
export function requestSpanName(method: string, route: string | undefined): string {
  const shown = isKnownMethod(method) ? method : 'HTTP'
  return route === undefined ? shown : `${shown} ${route}`
}

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span */
export function requestAttributes(request: RequestInfo, route: string | undefined): Attributes {
  const { method, raw } = request
  const { path, query, scheme, authority } = requestTarget(request)
  const { address, port } = serverOf(authority)
  const { remoteAddress, remotePort } = raw.socket ?? {}
  const attributes: Attributes = {
    'http.request.method': conventionalMethod(method),
    'url.path': path,
    'url.scheme': scheme,
    // HTTP/2 and HTTP/3 have no minor version.
    'network.protocol.version':
      raw.httpVersionMajor >= 2 ? `${raw.httpVersionMajor}` : raw.httpVersion,
  }
  // Values that most requests have are added in one order, so that their spans have one shape.
  if (route !== undefined) attributes['http.route'] = route
  if (address !== undefined) attributes['server.address'] = address
  if (port !== undefined) attributes['server.port'] = port
  if (request.ip) attributes['client.address'] = request.ip
  if (remoteAddress !== undefined) attributes['network.peer.address'] = remoteAddress
  if (remotePort !== undefined) attributes['network.peer.port'] = remotePort
  const agent = request.headers['user-agent']
  if (agent !== undefined) attributes['user_agent.original'] = agent
  if (query !== undefined) attributes['url.query'] = query
  if (!isKnownMethod(method)) attributes['http.request.method_original'] = method
  return attributes
}

interface ServerName {
  readonly address: string | undefined
  readonly port: number | undefined
}

/** Most services are called by one name. */
let lastHost = ''
let lastServer: ServerName = { address: undefined, port: undefined }

/** @param host of a `Host` header: a name or an address, with or without a port */
function serverOf(host: string): ServerName {
  if (host !== lastHost) {
    const [, address = host, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host) ?? []
    lastHost = host
    lastServer = {
      address: address === '' ? undefined : address,
      port: port === undefined ? undefined : Number(port),
    }
  }
  return lastServer
}
