import { message, query } from '../build/data-spans.ts'
import { call, client, server } from '../build/http-spans.ts'
import { beginRequest } from '../build/request.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { identifier } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void

export const brokenPropagation: Readonly<Record<string, Scenario>> = {
  'a header with the trace ID alone': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 400)
    const callee = trace.service(request.others[0] ?? 'users')
    const path = `/accounts/${identifier(random)}`
    const outgoing = client(
      trace,
      request.service,
      request.root,
      request.at,
      random.millis(20, 250),
      callee.name,
      { path },
    )
    const served = server(trace, callee, undefined, outgoing.at + 1, outgoing.ms - 2, {
      path,
      route: '/accounts/:id',
    })
    if (random.chance(0.6))
      query(trace, callee, served, served.at + 1, 3, {
        sql: 'SELECT id FROM users WHERE id = ?',
        table: 'users',
      })
  },
  'a gateway that removes a prefix': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 400)
    const callee = trace.service(request.others[0] ?? 'users')
    const path = `/accounts/${identifier(random)}`
    const ms = random.millis(20, 250)
    const at = request.at
    client(trace, request.service, request.root, at, ms, 'gateway', { path: `/api/users${path}` })
    server(trace, callee, undefined, at + 1, ms - 2, { path, route: '/accounts/:id' })
  },
  'one of several calls': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 900)
    const [good, bad] = [
      trace.service(request.others[0] ?? 'users'),
      trace.service(request.others[1] ?? 'tax'),
    ]
    const { client: first } = call(
      trace,
      request.service,
      request.root,
      request.at,
      random.millis(10, 90),
      good,
      { path: '/settings' },
    )
    const outgoing = client(
      trace,
      request.service,
      request.root,
      first.end + 1,
      random.millis(20, 250),
      bad.name,
      { method: 'POST', path: '/rates', status: 201 },
    )
    server(trace, bad, undefined, outgoing.at + 0.8, outgoing.ms - 1.6, {
      method: 'POST',
      path: '/rates',
      status: 201,
    })
  },
}

export const samplingGap: Readonly<Record<string, Scenario>> = {
  'a hop that is not exported': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 500)
    const outgoing = client(trace, request.service, request.root, request.at, 200, 'gateway', {
      path: '/quote',
    })
    const behind = trace.service(request.others[1] ?? 'tax')
    const served = server(trace, behind, undefined, outgoing.at + 8, 150, {
      path: '/internal/quote',
      parentId: `${random.hex(15)}6`,
    })
    query(trace, behind, served, served.at + 2, 5, {
      sql: 'SELECT rate FROM prices WHERE id = ?',
      table: 'prices',
    })
  },
  'a hop in a trace whose caller sends elsewhere': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 500, { parentId: `${random.hex(15)}7` })
    const { service, root, at } = request
    const outgoing = client(trace, service, root, at, 200, 'gateway', { path: '/quote' })
    const behind = trace.service(request.others[1] ?? 'tax')
    server(trace, behind, undefined, outgoing.at + 8, 150, {
      path: '/internal/quote',
      parentId: `${random.hex(15)}8`,
    })
  },
  'a consumer without its producer': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 120, { method: 'POST', status: 202 })
    const worker = trace.service(request.others[1] ?? 'shipping')
    message(
      trace,
      worker,
      undefined,
      140 + random.millis(5, 2_000),
      random.millis(5, 80),
      5,
      'orders',
      { parentId: `${random.hex(15)}7` },
    )
  },
}

export const clockSkew: Readonly<Record<string, Scenario>> = {
  'a clock that is behind': (trace) => skewed(trace, -1),
  'a clock that is ahead': (trace) => skewed(trace, 1),
}

function skewed(trace: TraceBuilder, direction: 1 | -1): void {
  const { random } = trace
  const request = beginRequest(trace, 600)
  const ms = random.millis(10, 90)
  const offset = direction === -1 ? -random.millis(25, 4_000) : ms + random.millis(25, 4_000)
  const callee = trace.service(request.others[0] ?? 'users', { clockOffset: offset })
  let { at } = request
  for (let index = random.int(1, 3); index > 0; index -= 1)
    at =
      call(trace, request.service, request.root, at, ms, callee, {
        path: '/settings',
      }).client.end + 1
}
