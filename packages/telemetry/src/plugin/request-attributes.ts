import type { RequestInfo } from './request-info.ts'

export function requestAttributes(request: RequestInfo) {
  const { url } = request
  const { address, port } = serverOf(request.host)
  const queryAt = url.indexOf('?')
  return {
    'url.path': queryAt < 0 ? url : url.slice(0, queryAt),
    'url.query': queryAt < 0 ? undefined : url.slice(queryAt + 1),
    'url.scheme': request.protocol,
    'server.address': address,
    'server.port': port,
    'client.address': request.ip,
    'user_agent.original': request.headers['user-agent'],
  }
}

interface ServerName {
  readonly address: string
  readonly port: number | undefined
}

/** Most services are called by one name. */
let lastHost = ''
let lastServer: ServerName = { address: '', port: undefined }

/** @param host of a `Host` header: a name or an address, with or without a port */
function serverOf(host: string): ServerName {
  if (host !== lastHost) {
    const [, address = host, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host) ?? []
    lastHost = host
    lastServer = { address, port: port === undefined ? undefined : Number(port) }
  }
  return lastServer
}
