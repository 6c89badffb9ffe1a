import { query } from './data-spans.ts'
import { server } from './http-spans.ts'
import type { SentSpan } from './planted-trace.ts'
import type { Sdk } from './sdk.ts'
import type { Service, TraceBuilder } from './trace-builder.ts'
import { identifier, resources, serviceNames } from './vocabulary.ts'

/** A request that has begun, and the time at which its next work starts. */
export interface Request {
  readonly service: Service
  readonly root: SentSpan
  readonly resource: string
  /** Of the path. */
  readonly id: string
  /** Names of other services, each different. */
  readonly others: readonly string[]
  at: number
}

interface Wish {
  readonly sdk?: Sdk | undefined
  readonly method?: string
  readonly status?: number
  readonly error?: string
  readonly attributes?: Readonly<Record<string, string | number | boolean>>
  readonly parentId?: string
  readonly resource?: Record<string, string>
}

/** A request of this length with the usual first steps: a session, a cache, a log line. */
export function beginRequest(trace: TraceBuilder, ms: number, wish: Wish = {}): Request {
  const { random } = trace
  const [name = 'checkout', ...others] = random.some(serviceNames, 10)
  const { sdk, method = 'GET', status = 200, resource: ofProcess, ...more } = wish
  const service = trace.service(name, {
    ...(sdk && { sdk }),
    ...(ofProcess && { resource: ofProcess }),
  })
  const resource = random.pick(resources)
  const id = identifier(random)
  const isList = random.chance(0.4)
  const root = server(trace, service, undefined, 0, ms, {
    ...more,
    ...{ method, status },
    ...(isList
      ? { path: `/api/${resource}`, route: `/api/${resource}` }
      : { path: `/api/${resource}/${id}`, route: `/api/${resource}/:id` }),
  })
  let at = random.millis(0.1, 1.5)
  if (random.chance(0.5)) {
    const { end } = query(trace, service, root, at, random.millis(0.3, 4), {
      ...{ sql: 'SELECT user_id, expires_at FROM sessions WHERE token = ?', table: 'sessions' },
    })
    at = end + random.millis(0.05, 0.5)
  }
  if (random.chance(0.4)) {
    const { end } = query(trace, service, root, at, random.millis(0.1, 0.9), {
      ...{ sql: 'GET ?', system: 'redis', operation: 'GET' },
    })
    at = end + random.millis(0.05, 0.3)
  }
  if (random.chance(0.6))
    trace.log(service, root, 'info', `${method} ${resource} ${status} ${ms.toFixed(1)} ms`)
  return { service, root, resource, id: isList ? '' : id, others, at }
}

/** Milliseconds between two steps of a program. */
export function pause(trace: TraceBuilder): number {
  return trace.random.millis(0.05, 1.2)
}
