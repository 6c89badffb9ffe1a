import { query } from '../build/data-spans.ts'
import { client, server } from '../build/http-spans.ts'
import { beginRequest } from '../build/request.ts'
import { nodeSdks, pickSdk } from '../build/sdk.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'

type Scenario = (trace: TraceBuilder) => void

export const eventLoopBlocked: Readonly<Record<string, Scenario>> = {
  'a busy span': (trace) => {
    const { random } = trace
    const blocked = random.millis(150, 1_200)
    const request = beginRequest(trace, blocked + 60, { sdk: pickSdk(random, nodeSdks) })
    const start = request.at + 3
    for (const table of random.some(
      ['prices', 'stock_levels', 'reviews', 'images'],
      random.int(2, 4),
    )) {
      const at = request.at + random.next() * 1.5
      query(
        trace,
        request.service,
        request.root,
        at,
        start + blocked + 0.2 + random.next() * 2 - at,
        { sql: `SELECT * FROM ${table} WHERE product = ?`, table },
      )
    }
    trace.span(
      request.service,
      request.root,
      start,
      blocked,
      random.pick(['render template', 'parse catalog', 'hash password', 'build PDF']),
    )
  },
  'responses that waited': (trace) => {
    const { random } = trace
    const blocked = random.millis(200, 1_500)
    const request = beginRequest(trace, blocked + 120, { sdk: pickSdk(random, nodeSdks) })
    const end = request.at + 60 + blocked
    for (const other of request.others.slice(0, random.int(2, 4))) {
      const callee = trace.service(other)
      const outgoing = client(
        trace,
        request.service,
        request.root,
        request.at,
        end + random.next() * 3 - request.at,
        other,
        { path: '/summary' },
      )
      server(trace, callee, outgoing, outgoing.at + 0.5, random.millis(3, 50), { path: '/summary' })
    }
  },
  'a warning of the process': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 900, { sdk: pickSdk(random, nodeSdks) })
    trace.log(
      request.service,
      request.root,
      'warn',
      `event loop blocked for ${random.int(120, 800)} ms`,
    )
  },
}

export const coldStart: Readonly<Record<string, Scenario>> = {
  'a function': (trace) => {
    const { random } = trace
    beginRequest(trace, random.millis(400, 4_000), {
      attributes: { 'faas.coldstart': true, 'faas.trigger': 'http' },
    })
  },
  'connections of the first request': (trace) => {
    const { random } = trace
    const setUp = random.millis(80, 600)
    const request = beginRequest(trace, setUp * 1.6 + 40)
    const { service, root } = request
    const dns = trace.span(service, root, request.at, setUp * 0.1, 'dns.lookup')
    const tcp = trace.span(service, root, dns.end, setUp * 0.2, 'tcp.connect')
    const tls = trace.span(service, root, tcp.end, setUp * 0.4, 'tls.connect')
    const pg = trace.span(service, root, tls.end, setUp * 0.3, 'pg.connect', { kind: 3 })
    query(trace, service, root, pg.end, random.millis(2, 10), {
      sql: 'SELECT id FROM orders WHERE id = ?',
      table: 'orders',
    })
  },
  'modules and models': (trace) => {
    const { random } = trace
    const setUp = random.millis(300, 3_000)
    const request = beginRequest(trace, setUp + random.millis(20, 300))
    trace.span(
      request.service,
      request.root,
      request.at,
      setUp,
      random.pick([
        'load model embeddings',
        'import tensorflow',
        'initialize container',
        'bootstrap application',
      ]),
    )
  },
  'a Lambda function with X-Ray': (trace) => {
    const { service, root } = beginRequest(trace, 1_800)
    trace.segment(service, { id: root.id }, 0, root.ms, [
      { name: 'Initialization', at: 1, ms: 400 },
    ])
  },
}
