import type { Attributes } from '@opentelemetry/api'

export interface HttpBlock {
  readonly request?: Readonly<Record<string, string | boolean>>
  readonly response?: Readonly<Record<string, number>>
}

/** Attributes that the block is made of; they are not told twice. */
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
  'server.address',
  'server.port',
] as const

/** X-Ray's `http` of a server or client span; undefined for a span that is about something else. */
export function httpBlock(attributes: Attributes, host: string | undefined): HttpBlock | undefined {
  const method = attributes['http.request.method']
  const status = attributes['http.response.status_code']
  if (method === undefined && status === undefined) return undefined
  const url = requestUrl(attributes, host)
  const length =
    attributes['http.response.body.size'] ?? attributes['http.response.header.content-length']
  const request = {
    ...(method !== undefined && { method: String(method) }),
    ...(url && { url }),
    ...optional('user_agent', attributes['user_agent.original']),
    ...optional('client_ip', attributes['client.address']),
  }
  const response = {
    ...(typeof status === 'number' && { status }),
    ...(length !== undefined && { content_length: Number(length) || 0 }),
  }
  return {
    ...(Object.keys(request).length > 0 && { request }),
    ...(Object.keys(response).length > 0 && { response }),
  }
}

function requestUrl(attributes: Attributes, host: string | undefined): string | undefined {
  const full = attributes['url.full']
  if (full !== undefined) return String(full)
  const path = attributes['url.path']
  if (path === undefined) return undefined
  const query = String(attributes['url.query'] ?? '').replace(/^\?/, '')
  const target = query && !String(path).includes('?') ? `${path}?${query}` : String(path)
  const authority = serverAuthority(attributes) ?? host
  return authority ? `${attributes['url.scheme'] ?? 'http'}://${authority}${target}` : target
}

function serverAuthority(attributes: Attributes): string | undefined {
  const address = attributes['server.address']
  if (address === undefined) return undefined
  const port = attributes['server.port']
  return port === undefined ? String(address) : `${address}:${port}`
}

function optional(name: string, value: unknown): Record<string, string> {
  return typeof value === 'string' && value !== '' ? { [name]: value.slice(0, 1000) } : {}
}
