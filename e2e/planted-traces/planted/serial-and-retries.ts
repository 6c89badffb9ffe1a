import { query } from '../build/data-spans.ts'
import { call, client } from '../build/http-spans.ts'
import { beginRequest, pause } from '../build/request.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { identifier, tables } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void

export const serialCalls: Readonly<Record<string, Scenario>> = {
  'a dashboard of services': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 2_500)
    let { at } = request
    for (const other of request.others.slice(0, random.int(3, 6))) {
      const callee = trace.service(other)
      const exchange = { path: `/${random.pick(['summary', 'featured', 'recent', 'settings'])}` }
      at =
        call(trace, request.service, request.root, at, random.millis(30, 300), callee, exchange)
          .client.end + pause(trace)
    }
  },
  'the parts of one thing': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 2_500)
    const id = request.id || identifier(random)
    const paths = random.some(
      ['customers', 'invoices', 'shipments', 'coupons', 'returns', 'points'],
      random.int(3, 5),
    )
    let { at } = request
    for (const [index, path] of paths.entries()) {
      const callee = trace.service(request.others[index] ?? path)
      const exchange = { path: `/${path}/${id}`, route: `/${path}/:id` }
      at =
        call(trace, request.service, request.root, at, random.millis(45, 300), callee, exchange)
          .client.end + pause(trace)
    }
  },
  'counts of a report': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 2_500)
    let { at } = request
    for (const table of random.some(tables, random.int(4, 7)))
      at =
        query(trace, request.service, request.root, at, random.millis(40, 250), {
          sql: `SELECT count(*) FROM ${table}`,
          table,
        }).end + pause(trace)
  },
}

export const retryStorm: Readonly<Record<string, Scenario>> = {
  'no backoff': (trace) => attempts(trace, () => trace.random.millis(0.3, 3)),
  'short backoff': (trace) => attempts(trace, (attempt) => 20 * 1.6 ** attempt),
  'layers that retry': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 3_000, { status: 502 })
    const [middle, last] = [
      trace.service(request.others[0] ?? 'a'),
      trace.service(request.others[1] ?? 'b'),
    ]
    const path = `/stock/${identifier(random)}`
    let { at } = request
    for (let outer = 0; outer < 3; outer += 1) {
      const took = 3 * 90 + 40
      const { server, client: outgoing } = call(
        trace,
        request.service,
        request.root,
        at,
        took,
        middle,
        { path: '/cart/items', status: 502 },
      )
      let inner = server.at + 2
      for (let attempt = 0; attempt < 3; attempt += 1)
        inner =
          call(trace, middle, server, inner, random.millis(10, 60), last, {
            path,
            route: '/stock/:id',
            status: 503,
          }).client.end + random.millis(2, 20)
      at = outgoing.end + random.millis(5, 60)
    }
  },
  'a database that refuses': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 2_000, { status: 500 })
    let { at } = request
    for (let attempt = random.int(6, 11); attempt > 0; attempt -= 1)
      at =
        query(trace, request.service, request.root, at, random.millis(1, 30), {
          ...{
            sql: 'UPDATE stock_levels SET reserved = reserved + ? WHERE sku = ?',
            table: 'stock_levels',
          },
          ...{
            error: 'Connection terminated unexpectedly',
            attributes: { 'error.type': 'ECONNRESET' },
          },
        }).end + random.millis(2, 80)
  },
}

function attempts(trace: TraceBuilder, wait: (attempt: number) => number): void {
  const { random } = trace
  const succeeds = random.chance(0.3)
  const request = beginRequest(trace, 6_000, succeeds ? {} : { status: 503 })
  const path = `/quotes/${identifier(random)}`
  const isReachable = random.chance(0.6)
  const callee = trace.service(request.others[0] ?? 'pricing')
  const count = random.int(5, 12)
  let { at } = request
  for (let attempt = 0; attempt < count; attempt += 1) {
    const isLast = succeeds && attempt === count - 1
    const exchange = { method: random.chance(0.99) ? 'GET' : 'POST', path, route: '/quotes/:id' }
    const ms = random.millis(2, 90)
    const { end } =
      isLast || isReachable
        ? call(trace, request.service, request.root, at, ms, callee, {
            ...exchange,
            status: isLast ? 200 : 503,
          }).client
        : client(trace, request.service, request.root, at, ms, callee.name, {
            ...exchange,
            status: 0,
            error: 'connect ECONNREFUSED',
            attributes: { 'error.type': 'ECONNREFUSED' },
          })
    at = end + wait(attempt)
  }
}
