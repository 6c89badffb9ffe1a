import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { AgentOptions } from 'node:https'

export interface HttpResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Makes one attempt. Rejects when the network fails, the response is aborted or too long, or `signal` aborts. */
export type Post = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string,
  signal: AbortSignal,
) => Promise<HttpResponse>

/** PEM files of https connections. */
export type TlsOptions = Pick<AgentOptions, 'ca' | 'cert' | 'key'>

const maxResponseBytes = 4 * 1024 * 1024

export interface Poster {
  readonly post: Post
  close(): void
}

/**
 * An HTTP client for telemetry. Connections are kept alive, but do not keep the process alive. Redirects
 * are not followed, so that credentials never reach another host.
 */
export function createPoster(tls?: TlsOptions): Poster {
  // Importing node:http as an ES module loads undici (Node 26), which takes 30 ms at start.
  const http = process.getBuiltinModule('node:http')
  const https = process.getBuiltinModule('node:https')
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 1 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 1, ...tls }),
  }

  const post: Post = (url, headers, body, signal) =>
    new Promise((resolve, reject) => {
      const secure = url.protocol === 'https:'
      const outgoing: ClientRequest = (secure ? https : http).request(url, {
        method: 'POST',
        agent: agents[secure ? 'https:' : 'http:'],
        signal,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      })
      outgoing.on('socket', (socket) => socket.unref())
      outgoing.on('error', reject)
      outgoing.on('response', (response) => {
        readBody(response).then(
          (received) =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: received,
            }),
          reject,
        )
      })
      outgoing.end(body)
    })

  return {
    post,
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

async function readBody(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    bytes += chunk.length
    if (bytes > maxResponseBytes) throw new Error(`response over ${maxResponseBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
