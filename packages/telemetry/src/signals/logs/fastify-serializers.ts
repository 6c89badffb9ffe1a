interface RequestLike {
  readonly raw: { readonly url?: string; readonly statusCode?: number }
  readonly method?: string
  readonly url?: string
  readonly host?: string
  readonly ip?: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly socket?: { readonly remotePort?: number }
  readonly statusCode?: number
  readonly request?: unknown
}

/** Reduces a Fastify request or reply to the fields that Fastify's own logger shows; other values are unchanged. */
export function serializeFastify(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('raw' in value)) return value
  const like = value as RequestLike
  if (like.request !== undefined) return { statusCode: like.statusCode }
  if (like.method === undefined || like.headers === undefined) return value
  return {
    method: like.method,
    url: like.url,
    version: like.headers['accept-version'],
    host: like.host,
    remoteAddress: like.ip,
    remotePort: like.socket?.remotePort,
  }
}
