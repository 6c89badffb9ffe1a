import { call, server } from '../build/http-spans.ts'
import { beginRequest } from '../build/request.ts'
import { pickSdk, sdks } from '../build/sdk.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { identifier, resources } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void

const old = sdks.filter(({ conventions }) => conventions === 'old')

export const deprecatedAttribute: Readonly<Record<string, Scenario>> = {
  'an older SDK': (trace) => {
    beginRequest(trace, 80, { sdk: pickSdk(trace.random, old) })
  },
  'one service of two': (trace) => {
    const request = beginRequest(trace, 200)
    const callee = trace.service(request.others[0] ?? 'users', { sdk: pickSdk(trace.random, old) })
    call(trace, request.service, request.root, request.at, 60, callee, { path: '/settings' })
  },
}

export const highCardinalityName: Readonly<Record<string, Scenario>> = {
  'the path of a request': (trace) => {
    const { random } = trace
    const service = trace.service('catalog')
    const resource = random.pick(resources)
    const path = `/${resource}/${identifier(random)}`
    const root = server(trace, service, undefined, 0, 60, { path, route: `/${resource}/:id` })
    trace.span(service, root, 1, 50, `GET ${path}`)
  },
  'the URL of a call': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 120)
    const url = `https://api.partner.example/v1/${random.pick(resources)}${random.chance(0.5) ? `/${identifier(random)}` : '?q=shoes'}`
    trace.span(
      request.service,
      request.root,
      request.at,
      40,
      random.chance(0.5) ? url : `GET ${url}`,
    )
  },
  'the literals of a query': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 60)
    const literal = random.chance(0.5)
      ? String(random.int(1, 99_999))
      : `'${random.hex(6)}@example.com'`
    trace.span(
      request.service,
      request.root,
      request.at,
      5,
      `SELECT * FROM users WHERE key = ${literal}`,
    )
  },
  'the number of an order': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 300)
    const number = `ORD-2026-${random.int(10_000, 99_999)}`
    trace.span(request.service, request.root, request.at, 90, `process order ${number}`)
  },
  'the ID of a job': (trace) => {
    const uuid = [8, 4, 4, 4, 12].map((digits) => trace.random.hex(digits)).join('-')
    const service = trace.service('notifications')
    trace.span(service, undefined, 0, 400, `send-mail-${uuid}`)
  },
}

export const missingRoute: Readonly<Record<string, Scenario>> = {
  'the method alone': (trace) => {
    const { random } = trace
    const service = trace.service(random.pick(['catalog', 'cart', 'users', 'tax']))
    const path = `/${random.pick(resources)}/${identifier(random)}`
    server(trace, service, undefined, 0, random.millis(5, 300), { path, route: '' })
  },
  'a called service': (trace) => {
    const { random } = trace
    const request = beginRequest(trace, 200)
    const callee = trace.service(request.others[0] ?? 'users')
    const status = random.pick([200, 201])
    call(trace, request.service, request.root, request.at, 60, callee, {
      path: `/internal/${identifier(random)}`,
      route: '',
      status,
    })
  },
}
