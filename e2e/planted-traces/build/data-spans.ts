import type { Attributes, More } from './http-spans.ts'
import type { SentSpan } from './planted-trace.ts'
import type { Service, TraceBuilder } from './trace-builder.ts'

interface Query extends More {
  readonly sql: string
  readonly operation?: string
  readonly table?: string
  readonly system?: string
}

/** A query; `?` in its text becomes the placeholder of the SDK. */
export function query(
  trace: TraceBuilder,
  service: Service,
  parent: SentSpan | undefined,
  at: number,
  ms: number,
  {
    sql,
    operation = /^\w+/.exec(sql)?.[0] ?? '',
    table = '',
    system,
    attributes = {},
    ...more
  }: Query,
): SentSpan {
  const { sdk } = service
  let position = 0
  const text = sql.replaceAll('?', () => sdk.placeholder(++position))
  const engine = system ?? sdk.database
  const own: Attributes =
    sdk.conventions === 'current'
      ? {
          'db.system.name': engine === 'mssql' ? 'microsoft.sql_server' : engine,
          'db.namespace': 'shop',
          'db.query.text': text,
          ...(table && { 'db.query.summary': `${operation} ${table}` }),
          'server.address': `${engine}.internal`,
        }
      : {
          'db.system': engine,
          'db.name': 'shop',
          'db.statement': text,
          'net.peer.name': `${engine}.internal`,
        }
  return trace.span(service, parent, at, ms, sdk.queryName(operation, table), {
    ...more,
    kind: 3,
    attributes: { ...own, ...attributes },
  })
}

/** A gRPC client span. */
export function rpc(
  trace: TraceBuilder,
  service: Service,
  parent: SentSpan | undefined,
  at: number,
  ms: number,
  [rpcService, method]: readonly [service: string, method: string],
  { attributes = {}, ...more }: More = {},
): SentSpan {
  const own: Attributes =
    service.sdk.conventions === 'current'
      ? {
          'rpc.system.name': 'grpc',
          'rpc.method': `${rpcService}/${method}`,
          'server.address': 'grpc.internal',
        }
      : {
          'rpc.system': 'grpc',
          'rpc.service': rpcService,
          'rpc.method': method,
          'rpc.grpc.status_code': more.error === undefined ? 0 : 14,
          'net.peer.name': 'grpc.internal',
        }
  return trace.span(service, parent, at, ms, `${rpcService}/${method}`, {
    ...more,
    kind: 3,
    attributes: { ...own, ...attributes },
  })
}

/** A producer (4) or consumer (5) span of a queue. */
export function message(
  trace: TraceBuilder,
  service: Service,
  parent: SentSpan | undefined,
  at: number,
  ms: number,
  kind: 4 | 5,
  queue: string,
  more: More = {},
): SentSpan {
  const type = kind === 4 ? 'send' : 'process'
  const own: Attributes =
    service.sdk.conventions === 'current'
      ? {
          'messaging.system.name': 'kafka',
          'messaging.destination.name': queue,
          'messaging.operation.type': type,
          'messaging.operation.name': type,
        }
      : {
          'messaging.system': 'kafka',
          'messaging.destination.name': queue,
          'messaging.operation': type,
        }
  return trace.span(service, parent, at, ms, `${type} ${queue}`, {
    ...more,
    kind,
    attributes: { ...own, ...more.attributes },
  })
}
