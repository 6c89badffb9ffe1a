import { formatDuration } from '../../src/format/duration.ts'
import type { TraceSpan } from './span-tree.ts'

/** The name without the chain of plugins that @fastify/otel adds: `handler - fastify -> users`. */
export function shortName(name: string): string {
  return /^(.+?) - \S+(?: -> \S+)+$/.exec(name)?.[1] ?? name
}

export function statusCodeOf({ attributes }: TraceSpan): string {
  return attributes['http.response.status_code'] ?? attributes['http.status_code'] ?? ''
}

/** The request or statement of a span, for its row: host and path, or SQL. */
export function targetOf({ attributes, name, kind }: TraceSpan): string {
  const statement = attributes['db.query.text'] ?? attributes['db.statement']
  if (statement !== undefined) return oneLine(statement)
  const url = attributes['url.full'] ?? attributes['http.url']
  if (url !== undefined && URL.canParse(url)) {
    const { host, pathname, search } = new URL(url)
    return `${host}${pathname}${search}`
  }
  const path = attributes['url.path'] ?? attributes['http.target'] ?? ''
  const query = attributes['url.query'] ? `?${attributes['url.query']}` : ''
  // A route without parameters already names the path.
  if (path !== '' && !name.endsWith(path + query)) return `${path}${query}`
  const peer = attributes['server.address'] ?? attributes['messaging.destination.name'] ?? ''
  return kind === 'Client' || kind === 'Producer' ? peer : ''
}

/** A command that repeats the request of a server span; `undefined` without a URL. */
export function toCurl({ attributes, kind }: TraceSpan): string | undefined {
  const method = attributes['http.request.method'] ?? attributes['http.method']
  if (method === undefined || (kind !== 'Server' && kind !== 'Client')) return undefined
  const url = attributes['url.full'] ?? attributes['http.url'] ?? serverUrl(attributes)
  if (url === undefined) return undefined
  const body = attributes['http.request.header.content-type'] ? ' --data @body' : ''
  return `curl -i -X ${shellQuote(method)} ${shellQuote(url)}${body}`
}

function serverUrl(attributes: Readonly<Record<string, string>>): string | undefined {
  const path = attributes['url.path'] ?? attributes['http.target']
  const host =
    attributes['server.address'] ?? attributes['http.host'] ?? attributes['net.host.name']
  if (path === undefined || host === undefined) return undefined
  const scheme = attributes['url.scheme'] ?? attributes['http.scheme'] ?? 'http'
  const port = attributes['server.port'] ?? attributes['net.host.port']
  const authority = port === undefined || host.includes(':') ? host : `${host}:${port}`
  const query = attributes['url.query'] ? `?${attributes['url.query']}` : ''
  return `${scheme}://${authority}${path}${query}`
}

/** Time by which a span of another service extends beyond its parent, which only clocks can explain. */
export function describeSkew(outsideNanos: number): string {
  const duration = formatDuration(BigInt(Math.abs(outsideNanos)))
  return outsideNanos < 0
    ? `Starts ${duration} before its parent: the clocks of the services differ.`
    : `Starts ${duration} after the end of its parent: the clocks of the services differ.`
}

function shellQuote(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
}
