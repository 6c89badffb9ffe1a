import { conventionalMethod, isKnownMethod } from '../signals/http-method.ts'
import type { RequestInfo } from './request-info.ts'
import { requestTarget } from './request-target.ts'

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#name */
export function requestSpanName(method: string, route: string | undefined): string {
  const shown = isKnownMethod(method) ? method : 'HTTP'
  return route === undefined ? shown : `${shown} ${route}`
}

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span */
export function requestAttributes(request: RequestInfo) {
  const { method, raw } = request
  const { path, query, scheme, authority } = requestTarget(request)
  const { address, port } = serverOf(authority)
  return {
    'http.request.method': conventionalMethod(method),
    'http.request.method_original': isKnownMethod(method) ? undefined : method,
    'url.path': path,
    'url.query': query,
    'url.scheme': scheme,
    'server.address': address,
    'server.port': port,
    'client.address': request.ip || undefined,
    'network.peer.address': raw.socket?.remoteAddress,
    'network.peer.port': raw.socket?.remotePort,
    // HTTP/2 and HTTP/3 have no minor version.
    'network.protocol.version':
      raw.httpVersionMajor >= 2 ? `${raw.httpVersionMajor}` : raw.httpVersion,
    'user_agent.original': request.headers['user-agent'],
  }
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
