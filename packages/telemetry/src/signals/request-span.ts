import { type Attributes, SpanStatusCode } from '@opentelemetry/api'
import { describeThrown, toException } from '../thrown-value.ts'
import { conventionalMethod, isKnownMethod } from './http-method.ts'
import type { ServerRequest } from './server-request.ts'

/** By route and method; a text that is built for each request would be hashed again by each cache. */
const names = new Map<string, Map<string, string>>()

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#name */
export function requestSpanName({ method, route }: ServerRequest): string {
  const shown = isKnownMethod(method) ? method : 'HTTP'
  if (route === undefined) return shown
  const known = names.get(route)?.get(shown)
  if (known !== undefined) return known
  const name = `${shown} ${route}`
  names.set(route, (names.get(route) ?? new Map()).set(shown, name))
  return name
}

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span */
export function startAttributes(request: ServerRequest): Attributes {
  const { method, route, query, clientAddress, peerAddress, peerPort, userAgent } = request
  const { address, port } = serverOf(request.authority)
  const attributes: Attributes = {
    'http.request.method': conventionalMethod(method),
    'url.path': request.path,
    'url.scheme': request.scheme,
    'network.protocol.version': request.protocolVersion,
  }
  // Values that most requests have are added in one order, so that their spans have one shape.
  if (route !== undefined) attributes['http.route'] = route
  if (address !== undefined) attributes['server.address'] = address
  if (port !== undefined) attributes['server.port'] = port
  if (clientAddress !== undefined) attributes['client.address'] = clientAddress
  if (peerAddress !== undefined) attributes['network.peer.address'] = peerAddress
  if (peerPort !== undefined) attributes['network.peer.port'] = peerPort
  if (userAgent !== undefined) attributes['user_agent.original'] = userAgent
  if (query !== undefined) attributes['url.query'] = query
  if (!isKnownMethod(method)) attributes['http.request.method_original'] = method
  return attributes
}

/** Ends the span of a completed request. */
export function endRequestSpan(request: ServerRequest): void {
  const { span, failed, failure } = request
  if (!span) return
  if (failed && failure && span.isRecording()) span.recordException(toException(failure.error))
  const message = failure && describeThrown(failure.error).message
  span.setAttributes({
    'cruddur.request.outcome': request.outcome,
    'http.response.status_code': request.status,
    'http.response.body.size': request.responseBodySize,
    'error.type': request.errorType,
    'cruddur.error_report.uuid': request.errorReport,
  })
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR, ...(message && { message }) })
  // The hooks are not part of the request.
  span.end(request.onResponse === 'done' ? request.endMillis : undefined)
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
    const [, v6, name = host, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(host) ?? []
    const address = v6 ?? name
    lastHost = host
    lastServer = {
      address: address === '' ? undefined : address,
      port: port === undefined ? undefined : Number(port),
    }
  }
  return lastServer
}
