import type { Attributes } from '@opentelemetry/api'

export interface HttpBlock {
  readonly request?: Readonly<Record<string, string | boolean>>
  readonly response?: Readonly<Record<string, number>>
}

/** Attributes that become part of the block instead of metadata. */
export const httpAttributes = [
  'http.request.method',
  'http.request.method_original',
  'http.response.status_code',
  'http.response.body.size',
  'http.response.header.content-length',
  'url.full',
  'url.scheme',
  'url.path',
  'url.query',
  'user_agent.original',
  'client.address',
  'network.peer.address',
  'network.peer.port',
  'server.address',
  'server.port',
] as const

/** X-Ray's `http` block of a server or client span; undefined for other spans. */
export function httpBlock(attributes: Attributes, host: string | undefined): HttpBlock | undefined {
  // Unknown methods are `_OTHER` in the semantic conventions.
  const method = attributes['http.request.method_original'] ?? attributes['http.request.method']
  const status = attributes['http.response.status_code']
  if (method === undefined && status === undefined) return undefined
  const url = requestUrl(attributes, host)
  const length =
    attributes['http.response.body.size'] ?? attributes['http.response.header.content-length']
  const request: Record<string, string | boolean> = {}
  if (method !== undefined) request.method = String(method)
  if (url) request.url = url
  const agent = attributes['user_agent.original']
  if (isText(agent)) request.user_agent = agent
  const client = attributes['client.address']
  if (isText(client)) request.client_ip = client
  if (isForwarded(attributes)) request.x_forwarded_for = true
  const response: Record<string, number> = {}
  if (typeof status === 'number') response.status = status
  if (length !== undefined) response.content_length = Math.trunc(Number(length)) || 0
  const block: { request?: typeof request; response?: typeof response } = {}
  if (!isEmpty(request)) block.request = request
  if (!isEmpty(response)) block.response = response
  return block
}

/** The address of a client behind a proxy comes from `X-Forwarded-For`, and differs from the peer's. */
function isForwarded(attributes: Attributes): boolean {
  const client = attributes['client.address']
  const peer = attributes['network.peer.address']
  return client !== undefined && peer !== undefined && client !== peer
}

function requestUrl(attributes: Attributes, host: string | undefined): string | undefined {
  const full = attributes['url.full']
  if (full !== undefined) return String(full)
  const path = attributes['url.path']
  if (path === undefined) return undefined
  const query = attributes['url.query']
  const target = query === undefined ? String(path) : withQuery(String(path), String(query))
  const authority = serverAuthority(attributes) ?? host
  return authority ? `${attributes['url.scheme'] ?? 'http'}://${authority}${target}` : target
}

function withQuery(path: string, query: string): string {
  const pairs = query.replace(/^\?/, '')
  return pairs && !path.includes('?') ? `${path}?${pairs}` : path
}

function serverAuthority(attributes: Attributes): string | undefined {
  const address = attributes['server.address']
  if (address === undefined) return undefined
  const port = attributes['server.port']
  const host = /^[^[]*:/.test(String(address)) ? `[${address}]` : String(address)
  return port === undefined ? host : `${host}:${port}`
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function isEmpty(fields: object): boolean {
  for (const _key in fields) return false
  return true
}
