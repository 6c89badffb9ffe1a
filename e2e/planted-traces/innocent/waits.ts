import { message, query } from '../build/data-spans.ts'
import { client, server } from '../build/http-spans.ts'
import { beginRequest } from '../build/request.ts'
import { nodeSdks, pickSdk } from '../build/sdk.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { identifier } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void

/** Failures, timeouts and long work that need no change. */
export const innocentWaits: Readonly<Record<string, Scenario>> = {
  'a missing thing': (trace) => {
    const request = beginRequest(trace, 60, { status: 404 })
    client(trace, request.service, request.root, request.at, 20, 'users.internal', {
      path: `/users/${identifier(trace.random)}`,
      status: 404,
    })
  },
  'a client that left': (trace) => {
    const request = beginRequest(trace, 800, { status: 499 })
    const callee = trace.service(request.others[0] ?? 'users')
    const outgoing = client(trace, request.service, request.root, request.at, 790, callee.name, {
      path: '/slow',
      status: 0,
      error: 'This operation was aborted',
      attributes: { 'error.type': 'AbortError' },
    })
    server(trace, callee, outgoing, outgoing.at + 1, 1_500, { path: '/slow' })
  },
  'a timeout without a callee': (trace) => {
    const request = beginRequest(trace, 1_100, { status: 504 })
    client(trace, request.service, request.root, request.at, 1_000, 'api.partner.example', {
      path: '/rates',
      status: 0,
      error: 'The operation was aborted due to timeout',
      attributes: { 'error.type': 'TimeoutError' },
    })
  },
  'work after the response': (trace) => {
    const request = beginRequest(trace, 60, { method: 'POST', status: 202 })
    const sent = message(trace, request.service, request.root, request.at, 3, 4, 'orders')
    const worker = trace.service(request.others[0] ?? 'shipping')
    const done = message(
      trace,
      worker,
      sent,
      trace.random.millis(80, 4_000),
      trace.random.millis(20, 300),
      5,
      'orders',
    )
    query(trace, worker, done, done.at + 2, 5, {
      sql: 'INSERT INTO shipments (order_id) VALUES (?)',
    })
  },
  'a long response body': (trace) => {
    const request = beginRequest(trace, 2_500)
    const callee = trace.service(request.others[0] ?? 'media')
    const outgoing = client(trace, request.service, request.root, request.at, 2_300, callee.name, {
      path: '/download',
    })
    server(trace, callee, outgoing, outgoing.at + 1, 200, { path: '/download' })
  },
  'a busy span of a few milliseconds': (trace) => {
    const request = beginRequest(trace, 200, { sdk: pickSdk(trace.random, nodeSdks) })
    const busy = trace.random.millis(5, 60)
    for (const table of ['prices', 'images'])
      query(trace, request.service, request.root, request.at, busy + 2 + trace.random.next(), {
        sql: `SELECT * FROM ${table} WHERE id = ?`,
      })
    trace.span(request.service, request.root, request.at + 1, busy, 'render template')
  },
  'work on other threads': (trace) => {
    const request = beginRequest(trace, 900, {
      sdk: pickSdk(trace.random, [{ ...(nodeSdks[0] ?? pickSdk(trace.random)), language: 'java' }]),
    })
    for (const table of ['prices', 'images'])
      query(trace, request.service, request.root, request.at, 501.5, {
        sql: `SELECT * FROM ${table} WHERE id = ?`,
      })
    trace.span(request.service, request.root, request.at + 1, 500, 'build PDF')
  },
}
