import { call, client, type Exchange } from '../build/http-spans.ts'
import { beginRequest, pause, type Request } from '../build/request.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { adjectives, identifier, resources } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void

interface Sequence {
  readonly count: number
  /** Shortest and longest duration of a call. */
  readonly millis: readonly [min: number, max: number]
  readonly pauseMillis: number
}

function callInOrder(
  trace: TraceBuilder,
  { service, root, others, at: start }: Request,
  { count, millis: [min, max], pauseMillis }: Sequence,
  exchange: Exchange,
): void {
  let at = start
  for (const other of others.slice(0, count)) {
    const ms = trace.random.millis(min, max)
    at = call(trace, service, root, at, ms, trace.service(other), exchange).client.end + pauseMillis
  }
}

/** Calls between services that are as they should be. */
export const innocentCalls: Readonly<Record<string, Scenario>> = {
  'a fan-out in parallel': (trace) => {
    const request = beginRequest(trace, 500)
    for (const other of request.others.slice(0, trace.random.int(3, 9)))
      call(
        trace,
        request.service,
        request.root,
        request.at + trace.random.next(),
        trace.random.millis(20, 300),
        trace.service(other),
        { path: '/summary' },
      )
  },
  'shards in parallel': (trace) => {
    const request = beginRequest(trace, 300)
    for (let shard = trace.random.int(6, 16); shard > 0; shard -= 1)
      client(
        trace,
        request.service,
        request.root,
        request.at + trace.random.next(),
        trace.random.millis(5, 120),
        `search-${shard}.internal`,
        { path: '/_search?q=x' },
      )
  },
  'calls that need the response before': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 1_800)
    let { at } = request
    for (const [index, resource] of random.some(resources, random.int(3, 6)).entries())
      at =
        call(
          trace,
          request.service,
          request.root,
          at,
          random.millis(40, 250),
          trace.service(request.others[index] ?? 'x'),
          { path: `/${resource}/${identifier(random)}`, route: `/${resource}/:id` },
        ).client.end + pause(trace)
  },
  'calls that need a name of the response before': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 1_800)
    let { at } = request
    for (const [index, resource] of random.some(resources, random.int(3, 5)).entries()) {
      const callee = trace.service(request.others[index] ?? 'x')
      const path = `/${resource}/${random.pick(adjectives)}-${resource}`
      const ms = random.millis(40, 250)
      const exchange = { path, route: `/${resource}/:slug` }
      const { client: outgoing } = call(
        trace,
        request.service,
        request.root,
        at,
        ms,
        callee,
        exchange,
      )
      at = outgoing.end + pause(trace)
    }
  },
  'a token, then a call': (trace) => {
    const request = beginRequest(trace, 700)
    const token = client(trace, request.service, request.root, request.at, 120, 'login.example', {
      method: 'POST',
      path: '/oauth2/token',
    })
    client(trace, request.service, request.root, token.end + 1, 200, 'api.example', {
      path: '/v1/account',
    })
  },
  'writes in order': (trace) => {
    const request = beginRequest(trace, 1_500, { method: 'POST', status: 201 })
    callInOrder(
      trace,
      request,
      { count: 4, millis: [50, 200], pauseMillis: 1 },
      { method: 'POST', path: '/reservations', status: 201 },
    )
  },
  'two calls in order': (trace) => {
    const request = beginRequest(trace, 700)
    callInOrder(
      trace,
      request,
      { count: 2, millis: [60, 250], pauseMillis: 1 },
      { path: '/summary' },
    )
  },
  'short calls in order': (trace) => {
    const request = beginRequest(trace, 90)
    callInOrder(
      trace,
      request,
      { count: 4, millis: [1.5, 8], pauseMillis: 0.2 },
      { path: '/summary' },
    )
  },
  'a retry that succeeds': (trace) => {
    const request = beginRequest(trace, 600)
    const callee = trace.service(request.others[0] ?? 'users')
    const path = `/accounts/${identifier(trace.random)}`
    const failed = call(trace, request.service, request.root, request.at, 40, callee, {
      path,
      route: '/accounts/:id',
      status: 503,
    }).client
    call(
      trace,
      request.service,
      request.root,
      failed.end + trace.random.millis(50, 200),
      60,
      callee,
      { path, route: '/accounts/:id' },
    )
  },
  'four attempts with backoff': (trace) => {
    const request = beginRequest(trace, 9_000, { status: 502 })
    const path = `/accounts/${identifier(trace.random)}`
    let { at } = request
    for (let attempt = 0; attempt < 4; attempt += 1)
      at =
        client(trace, request.service, request.root, at, 30, 'api.partner.example', {
          path,
          status: 503,
        }).end +
        200 * 2 ** attempt
  },
  'three attempts with backoff': (trace) => {
    const request = beginRequest(trace, 4_000, { status: 502 })
    const path = `/accounts/${identifier(trace.random)}`
    let { at } = request
    for (let attempt = 0; attempt < 3; attempt += 1)
      at =
        client(trace, request.service, request.root, at, 30, 'api.partner.example', {
          path,
          status: 503,
        }).end +
        200 * 2 ** attempt
  },
}
