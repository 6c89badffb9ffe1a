import { query, rpc } from '../build/data-spans.ts'
import { call, client } from '../build/http-spans.ts'
import { beginRequest, pause } from '../build/request.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { adjectives, identifier, resources, tables } from '../build/vocabulary.ts'

/** A page of a list has this many entries. */
const pageSizes = [5, 6, 8, 10, 12, 15, 20, 25, 30, 50] as const

type Scenario = (trace: TraceBuilder) => void

export const nPlusOneQueries: Readonly<Record<string, Scenario>> = {
  'a loop over rows': (trace) => loop(trace, {}),
  'a span between them (getsentry/sentry#41219)': (trace) =>
    loop(trace, { between: 'event.django' }),
  'a connection between them (getsentry/sentry#93090)': (trace) =>
    loop(trace, { between: 'pg-pool.connect' }),
  'a resolver around each': (trace) => loop(trace, { around: true }),
  'in parallel': (trace) => loop(trace, { parallel: true }),
  'an ORM and its driver': (trace) => loop(trace, { twice: true }),
  'literals instead of parameters': (trace) => loop(trace, { literals: true }),
}

interface Shape {
  readonly between?: string
  readonly around?: boolean
  readonly twice?: boolean
  readonly parallel?: boolean
  readonly literals?: boolean
}

function loop(trace: TraceBuilder, { between, around, twice, parallel, literals }: Shape): void {
  const { random } = trace
  const count = random.pick(pageSizes)
  const [list = 'orders', table = 'users'] = random.some(tables, 2)
  const each = random.millis(0.3, 12)
  const request = beginRequest(trace, count * (each * 1.5 + 2) + 30)
  const { service, root } = request
  const first = query(trace, service, root, request.at, random.millis(1, 15), {
    ...{
      sql: `SELECT id, owner_id, title FROM ${list} ORDER BY created_at DESC LIMIT ${count}`,
      table: list,
    },
  })
  let at = first.end + pause(trace)
  for (let index = 0; index < count; index += 1) {
    if (between !== undefined)
      at = trace.span(service, root, at, random.millis(0.02, 0.6), between).end
    const ms = each * (0.6 + random.next())
    const parent = around
      ? trace.span(service, root, at, ms + 0.4, `resolve ${list}.${table}`)
      : root
    const outer = twice
      ? query(trace, service, parent, at + 0.05, ms + 0.3, {
          sql: `SELECT * FROM ${table} WHERE id = ?`,
          table,
        })
      : parent
    const key = literals
      ? random.chance(0.5)
        ? String(random.int(1, 99_999))
        : `'${random.hex(8)}'`
      : '?'
    const { end } = query(trace, service, outer, parallel ? at + index * 0.02 : at + 0.1, ms, {
      ...{ sql: `SELECT id, name, email FROM ${table} WHERE id = ${key}`, table },
    })
    if (!parallel) at = end + (around ? 0.3 : 0) + pause(trace)
  }
}

export const nPlusOneCalls: Readonly<Record<string, Scenario>> = {
  'HTTP, one after another': (trace) => items(trace, false),
  'HTTP, in parallel': (trace) => items(trace, true),
  'HTTP with names as IDs': (trace) => items(trace, false, true),
  gRPC: (trace) => {
    const { random } = trace
    const count = random.pick(pageSizes)
    const request = beginRequest(trace, count * 12 + 40)
    let { at } = request
    for (let index = 0; index < count; index += 1)
      at =
        rpc(trace, request.service, request.root, at, random.millis(1, 9), [
          'shop.Pricing',
          'GetPrice',
        ]).end + pause(trace)
  },
}

function items(trace: TraceBuilder, parallel: boolean, named = false): void {
  const { random } = trace
  const count = random.pick(pageSizes)
  const request = beginRequest(trace, count * 40 + 60)
  const callee = trace.service(request.others[0] ?? 'users')
  const resource = random.pick(resources)
  const isInstrumented = named || random.chance(0.7)
  const names = random.some(adjectives, count)
  let { at } = request
  for (let index = 0; index < count; index += 1) {
    const exchange = {
      path: `/${resource}/${named ? `${names[index] ?? identifier(random)}-${resource}` : identifier(random)}`,
      route: `/${resource}/:id`,
    }
    const ms = random.millis(3, 35)
    const end = isInstrumented
      ? call(trace, request.service, request.root, at, ms, callee, exchange).client.end
      : client(trace, request.service, request.root, at, ms, 'api.partner.example', exchange).end
    at = parallel ? at + 0.05 : end + pause(trace)
  }
}
