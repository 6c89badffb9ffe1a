import type { SentSpan, SpanOptions } from './planted-trace.ts'
import type { Service, TraceBuilder } from './trace-builder.ts'

export type Attributes = NonNullable<SpanOptions['attributes']>
export type More = Omit<SpanOptions, 'kind' | 'attributes'> & { readonly attributes?: Attributes }

export interface Exchange extends More {
  readonly method?: string
  /** Path with its IDs, and query. */
  readonly path: string
  /** Of the server, such as `/orders/:id`; '' for none. */
  readonly route?: string
  readonly status?: number
}

/** A server span of HTTP, with the attributes of its SDK. */
export function server(
  trace: TraceBuilder,
  service: Service,
  parent: SentSpan | undefined,
  at: number,
  ms: number,
  { method = 'GET', path, route = path, status = 200, attributes = {}, ...more }: Exchange,
): SentSpan {
  const { sdk, name: host } = service
  const shownRoute = route === '' ? '' : sdk.route(route)
  const [onlyPath = '', query = ''] = path.split('?')
  const own: Attributes =
    sdk.conventions === 'current'
      ? {
          'http.request.method': method,
          'url.path': onlyPath,
          ...(query && { 'url.query': query }),
          'url.scheme': 'http',
          'server.address': host,
          ...(status > 0 && { 'http.response.status_code': status }),
        }
      : {
          'http.method': method,
          'http.target': path,
          'http.scheme': 'http',
          'http.host': `${host}:8080`,
          'net.host.port': 8080,
          ...(status > 0 && { 'http.status_code': status }),
        }
  const failed = status >= 500 ? { error: '' } : {}
  return trace.span(service, parent, at, ms, `${method} ${shownRoute}`.trim(), {
    ...failed,
    ...more,
    kind: 2,
    attributes: { ...own, ...(shownRoute && { 'http.route': shownRoute }), ...attributes },
  })
}

/** A client span of HTTP to a host. */
export function client(
  trace: TraceBuilder,
  service: Service,
  parent: SentSpan | undefined,
  at: number,
  ms: number,
  host: string,
  { method = 'GET', path, status = 200, attributes = {}, ...more }: Exchange,
): SentSpan {
  const { sdk } = service
  const url = `http://${host}:8080${path}`
  const own: Attributes =
    sdk.conventions === 'current'
      ? {
          'http.request.method': method,
          'url.full': url,
          'server.address': host,
          'server.port': 8080,
          ...(status > 0 && { 'http.response.status_code': status }),
          ...(status >= 400 && { 'error.type': String(status) }),
        }
      : {
          'http.method': method,
          'http.url': url,
          'net.peer.name': host,
          'net.peer.port': 8080,
          ...(status > 0 && { 'http.status_code': status }),
        }
  const failed = status >= 400 ? { error: '' } : {}
  return trace.span(service, parent, at, ms, sdk.clientName(method), {
    ...failed,
    ...more,
    kind: 3,
    attributes: { ...own, ...attributes },
  })
}

/** A call between two services: the client span, and the server span within it. */
export function call(
  trace: TraceBuilder,
  caller: Service,
  parent: SentSpan | undefined,
  at: number,
  ms: number,
  callee: Service,
  exchange: Exchange,
): { readonly client: SentSpan; readonly server: SentSpan } {
  const latency = Math.min(trace.random.millis(0.2, 3), ms / 4)
  const { attributes: _, links: __, ...ofClient } = exchange
  const outgoing = client(trace, caller, parent, at, ms, callee.name, ofClient)
  const served = server(trace, callee, outgoing, at + latency, ms - 2 * latency, exchange)
  return { client: outgoing, server: served }
}
