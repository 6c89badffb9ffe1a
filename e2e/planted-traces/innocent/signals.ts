import { query } from '../build/data-spans.ts'
import { call, client, server } from '../build/http-spans.ts'
import { beginRequest } from '../build/request.ts'
import { pickSdk, sdks } from '../build/sdk.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { identifier } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void
const current = sdks.filter(({ conventions }) => conventions === 'current')

/** Traces whose parts, lines and names are as they should be. */
export const innocentSignals: Readonly<Record<string, Scenario>> = {
  'a page of a browser': (trace) => {
    const page = trace.service('web-app', { resource: { 'telemetry.sdk.language': 'webjs' } })
    const load = trace.span(page, undefined, 0, 900, 'documentLoad')
    for (let index = 0; index < 3; index += 1) {
      const callee = trace.service(['cart', 'news', 'offers'][index] ?? 'cart')
      const at = 200 + index
      const ms = trace.random.millis(40, 300)
      call(trace, page, load, at, ms, callee, { path: '/api/start' })
    }
  },
  'names with numbers': (trace) => {
    const request = beginRequest(trace, 90)
    const name = trace.random.pick([
      'retry 2',
      'phase-10',
      'sha256 digest',
      'middleware 4',
      'parse ISO8601',
      'worker-12',
      'gzip level 9',
      'HTTP 404',
    ])
    trace.span(request.service, request.root, request.at, 5, name)
  },
  'a health check': (trace) => {
    const service = trace.service(trace.random.pick(['cart', 'tax', 'users']))
    server(trace, service, undefined, 0, trace.random.millis(0.2, 5), {
      path: trace.random.pick(['/health', '/healthz', '/ready']),
    })
  },
  'a failed request with its errors': (trace) => {
    const { service, root } = beginRequest(trace, 90, { status: 500 })
    trace.log(service, root, 'error', 'no such column')
    trace.item(service, root, 'error', 'no such column')
  },
  warnings: (trace) => {
    const { service, root } = beginRequest(trace, 90)
    trace.log(service, root, 'warn', 'stock is low')
    trace.item(service, root, 'warning', 'stock is low')
  },
  'a fallback for a failed call': (trace) => {
    const request = beginRequest(trace, 200)
    const callee = trace.service(request.others[0] ?? 'users')
    const { server: failed } = call(trace, request.service, request.root, request.at, 60, callee, {
      path: '/suggest',
      status: 500,
    })
    trace.log(callee, failed, 'error', 'index is missing')
    trace.log(request.service, request.root, 'warn', 'no suggestions: HTTP 500')
  },
  'a caller that sends elsewhere': (trace) => {
    beginRequest(trace, 90, { parentId: `${trace.random.hex(15)}8` })
  },
  'two requests of one browser page': (trace) => {
    const parentId = `${trace.random.hex(15)}9`
    const first = beginRequest(trace, 120, { parentId })
    server(trace, first.service, undefined, 3, 200, { path: '/api/news', parentId })
  },
  'a callee that was not sampled': (trace) => {
    const request = beginRequest(trace, 300)
    client(trace, request.service, request.root, request.at, 100, 'users', { path: '/settings' })
    client(trace, request.service, request.root, request.at + 110, 100, 'tax', { path: '/rates' })
  },
  'lines of a request that was not sampled': (trace) => {
    const { service, root } = beginRequest(trace, 90)
    trace.log(service, root, 'info', 'done')
    trace.log(service, root, 'info', 'not sampled', {
      spanId: `${trace.random.hex(15)}1`,
      sampled: false,
    })
  },
  'clocks that differ a little': (trace) => {
    const request = beginRequest(trace, 300)
    const callee = trace.service(request.others[0] ?? 'users', {
      clockOffset: trace.random.pick([-1, 1]) * trace.random.millis(1, 6),
    })
    call(trace, request.service, request.root, request.at, 60, callee, { path: '/settings' })
  },
  'segments of the same spans': (trace) => {
    const { service, root } = beginRequest(trace, 120)
    trace.segment(service, { id: root.id }, 0, 120, [{ name: 'mock-data', at: 5, ms: 20 }])
  },
  'segments of a service without spans': (trace) => {
    beginRequest(trace, 120)
    trace.segment(trace.service('legacy-lambda'), { id: trace.random.hex(16) }, 5, 40)
  },
  'links to other traces': (trace) => {
    const request = beginRequest(trace, 120)
    trace.span(request.service, request.root, request.at, 20, 'merge', {
      links: [{ traceId: `${trace.random.hex(31)}1`, spanId: `${trace.random.hex(15)}1` }],
    })
  },
  'a proxy without routes': (trace) => {
    const proxy = trace.service(trace.random.pick(['nginx', 'envoy', 'api-gateway', 'traefik']))
    const root = server(trace, proxy, undefined, 0, 90, {
      path: `/orders/${identifier(trace.random)}`,
      route: '',
    })
    const outgoing = client(trace, proxy, root, 1, 88, 'orders', { path: '/orders/x' })
    server(trace, trace.service('checkout'), outgoing, 2, 80, {
      path: '/orders/x',
      route: '/orders/:id',
    })
  },
  'files, preflights and redirects': (trace) => {
    const service = trace.service('web')
    const options = trace.random.pick([
      { path: '/assets/app.js', status: 200 },
      { path: '/orders', method: 'OPTIONS', status: 204 },
      { path: '/old', status: 301 },
      { path: '/nothing-here', status: 404 },
    ])
    server(trace, service, undefined, 0, 3, { ...options, route: '' })
  },
  'versions and short names in paths': (trace) => {
    const service = trace.service('catalog')
    server(trace, service, undefined, 0, 30, {
      path: trace.random.pick([
        '/api/v2/products',
        '/oauth2/authorize',
        '/s3/upload',
        '/v1.1/offers',
        '/2fa',
        '/i18n/de',
      ]),
    })
  },
  'both conventions during a migration': (trace) => {
    const service = trace.service('users', { sdk: pickSdk(trace.random, current) })
    server(trace, service, undefined, 0, 30, {
      path: '/settings',
      attributes: { 'http.method': 'GET', 'http.target': '/settings', 'http.status_code': 200 },
    })
  },
  'a warm function': (trace) => {
    beginRequest(trace, trace.random.millis(10, 300), {
      attributes: { 'faas.coldstart': false, 'faas.trigger': 'http' },
    })
  },
  'a quick connect': (trace) => {
    const request = beginRequest(trace, 400)
    const connected = trace.span(
      request.service,
      request.root,
      request.at,
      trace.random.millis(1, 25),
      'tcp.connect',
    )
    query(trace, request.service, request.root, connected.end, 5, {
      sql: 'SELECT id FROM orders WHERE id = ?',
    })
  },
  'a job': (trace) => {
    const service = trace.service('billing')
    const job = trace.span(service, undefined, 0, 900, 'close invoices')
    query(trace, service, job, 2, 300, { sql: 'UPDATE invoices SET state = ? WHERE due < ?' })
    query(trace, service, job, 310, 200, { sql: 'INSERT INTO audit_log (what) VALUES (?)' })
  },
}
