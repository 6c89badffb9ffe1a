import leven from 'leven'
import { spanFieldNames } from './fields.ts'

/** Fields of the span that other tools give another name. */
const otherNames: Readonly<Record<string, string>> = {
  ...{ name: 'operation', span_name: 'operation', 'span.name': 'operation' },
  ...{ service_name: 'service', serviceName: 'service', 'service.name': 'service' },
  ...{ span_kind: 'kind', 'span.kind': 'kind', error: 'status', 'otel.status_code': 'status' },
  ...{
    duration_ms: 'duration',
    traceId: 'trace_id',
    trace: 'trace_id',
    'trace.trace_id': 'trace_id',
  },
  ...{ spanId: 'span_id', 'trace.span_id': 'span_id', 'library.name': 'scope' },
}

/** Attributes that OpenTelemetry renamed; instrumentations send either name. */
const renamed: readonly (readonly [older: string, newer: string])[] = [
  ['http.status_code', 'http.response.status_code'],
  ['http.method', 'http.request.method'],
  ['http.url', 'url.full'],
  ['http.target', 'url.path'],
  ['http.scheme', 'url.scheme'],
  ['http.host', 'server.address'],
  ['http.user_agent', 'user_agent.original'],
  ['http.client_ip', 'client.address'],
  ['http.request_content_length', 'http.request.body.size'],
  ['http.response_content_length', 'http.response.body.size'],
  ['net.peer.name', 'server.address'],
  ['net.peer.port', 'server.port'],
  ['net.host.name', 'server.address'],
  ['net.host.port', 'server.port'],
  ['db.system', 'db.system.name'],
  ['db.statement', 'db.query.text'],
  ['db.name', 'db.namespace'],
  ['db.operation', 'db.operation.name'],
  ['db.sql.table', 'db.collection.name'],
  ['deployment.environment', 'deployment.environment.name'],
  ['messaging.destination', 'messaging.destination.name'],
]

/** The known attribute or field that a key without a span most likely means. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const field = otherNames[key] ?? otherNames[key.toLowerCase()]
  if (field !== undefined) return field
  const isKnown = new Set(known)
  const moved = renamed.flatMap(([older, newer]) =>
    key === older ? [newer] : key === newer ? [older] : [],
  )
  return (
    moved.find((name) => isKnown.has(name)) ??
    known.find((name) => plain(name) === plain(key)) ??
    known.find((name) => name.toLowerCase().endsWith(`.${key.toLowerCase()}`)) ??
    closest(key, [...known, ...spanFieldNames])
  )
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[._-]/g, '')
}

function closest(key: string, names: readonly string[]): string | undefined {
  const most = key.length < 3 ? 0 : Math.max(1, Math.floor(key.length / 4))
  let found: { readonly name: string; readonly distance: number } | undefined
  for (const name of names) {
    const distance = leven(key.toLowerCase(), name.toLowerCase(), { maxDistance: most + 1 })
    if (distance <= most && distance < (found?.distance ?? Number.POSITIVE_INFINITY))
      found = { name, distance }
  }
  return found?.name
}
