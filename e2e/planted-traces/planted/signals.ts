import { query } from '../build/data-spans.ts'
import { call, server } from '../build/http-spans.ts'
import { beginRequest } from '../build/request.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'

type Scenario = (trace: TraceBuilder) => void

export const hiddenError: Readonly<Record<string, Scenario>> = {
  'an error line': (trace) => {
    const request = beginRequest(trace, 120)
    const { service, root, at } = request
    const failed = query(trace, service, root, at, 8, {
      sql: 'SELECT rate FROM prices WHERE sku = ?',
      table: 'prices',
      error: 'canceling statement due to lock timeout',
    })
    trace.log(
      service,
      trace.random.chance(0.5) ? failed : root,
      'error',
      'price lookup failed, using the list price',
    )
  },
  'a Rollbar item': (trace) => {
    const { service, root } = beginRequest(trace, 90, {
      status: trace.random.pick([200, 201, 204]),
    })
    trace.item(
      service,
      root,
      trace.random.pick(['error', 'critical']),
      'Cannot read properties of undefined',
    )
  },
  'in a called service': (trace) => {
    const request = beginRequest(trace, 220)
    const callee = trace.service(request.others[0] ?? 'search')
    const { server: served } = call(trace, request.service, request.root, request.at, 90, callee, {
      path: '/suggest',
    })
    trace.log(callee, served, 'error', 'index is stale: shard 3 did not respond')
  },
}

export const missingSpan: Readonly<Record<string, Scenario>> = {
  'a line of a dropped span': (trace) => {
    const { service, root } = beginRequest(trace, 150)
    trace.log(service, root, 'info', 'started')
    for (let line = trace.random.int(1, 4); line > 0; line -= 1)
      trace.log(service, root, 'info', 'charged the card', { spanId: `${trace.random.hex(15)}1` })
  },
  'a line of an SDK without flags': (trace) => {
    const service = trace.service('billing')
    const root = server(trace, service, undefined, 0, 90, { path: '/charges', method: 'POST' })
    trace.log(service, root, 'info', 'started', { sampled: false })
    const spanId = `${trace.random.hex(15)}9`
    trace.log(service, root, 'info', 'charged the card', { spanId, sampled: false })
  },
  'an item of a dropped span': (trace) => {
    const { service, root } = beginRequest(trace, 150, { status: 500 })
    trace.item(service, root, 'error', 'no such coupon', `${trace.random.hex(15)}2`)
  },
  'a segment without its span': (trace) => {
    const { service, root } = beginRequest(trace, 150)
    trace.segment(service, { id: root.id }, 0, 150)
    trace.segment(service, { id: `${trace.random.hex(15)}3`, parent_id: root.id }, 10, 60)
  },
  'lines alone': (trace) => {
    const service = trace.service('billing')
    const spanId = `${trace.random.hex(15)}4`
    for (let line = trace.random.int(1, 5); line > 0; line -= 1)
      trace.log(service, undefined, 'info', `step ${line}`, { spanId })
  },
}

export const unfinishedSpan: Readonly<Record<string, Scenario>> = {
  'a handler that never responds': (trace) => {
    const { random } = trace
    const service = trace.service('checkout')
    const root = server(trace, service, undefined, 0, 9_999, { path: '/orders', unsent: true })
    for (let child = random.int(1, 4); child > 0; child -= 1)
      query(trace, service, root, 2 + child * 9, random.millis(1, 8), {
        sql: `SELECT a${child} FROM orders WHERE id = ?`,
        table: 'orders',
      })
  },
  'an inner span that is not ended': (trace) => {
    const request = beginRequest(trace, 300)
    const inner = trace.span(request.service, request.root, request.at, 99, 'reserve stock', {
      unsent: true,
    })
    trace.span(request.service, inner, request.at + 2, 12, 'lock rows')
    query(trace, request.service, inner, request.at + 3, 6, {
      sql: 'UPDATE stock_levels SET reserved = ? WHERE sku = ?',
      table: 'stock_levels',
    })
  },
  'a segment in progress': (trace) => {
    const { service, root } = beginRequest(trace, 150)
    trace.segment(
      service,
      { id: `${trace.random.hex(15)}5`, parent_id: root.id, in_progress: true },
      10,
    )
  },
  'a start without an end': (trace) => {
    const service = trace.service('media')
    const root = server(trace, service, undefined, 0, 0, { path: '/uploads', status: 0 })
    query(trace, service, root, 3, trace.random.millis(4, 40), {
      sql: 'INSERT INTO images (name) VALUES (?)',
      table: 'images',
    })
  },
}
