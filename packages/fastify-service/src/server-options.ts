import type { Server } from 'node:http'
import type { FastifyHttpOptions } from 'fastify'
import { sendFrameworkProblem } from './problem-details.ts'
import type { ServerConfig } from './server-variables.ts'

const bodyLimitBytes = 16 * 1024

/** What `Fastify(...)` is called with: timeouts and limits on everything that comes in. */
export function serverOptions(
  config: Pick<ServerConfig, 'requestTimeoutMillis' | 'trustProxyHops'>,
) {
  const { requestTimeoutMillis, trustProxyHops } = config
  return {
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: requestTimeoutMillis,
    handlerTimeout: requestTimeoutMillis,
    // Longer than a load balancer keeps its idle connections, so that it is never the one surprised.
    keepAliveTimeout: 72_000,
    http: { headersTimeout: requestTimeoutMillis, maxHeaderSize: 16 * 1024 },
    forceCloseConnections: 'idle',
    // Fastify's own refusal comes before any hook: no problem details and no trace id; see problemDetails.
    return503OnClosing: false,
    trustProxy: trustProxyHops > 0 && ((_address: string, hop: number) => hop < trustProxyHops),
    frameworkErrors: sendFrameworkProblem,
    ajv: { customOptions: { removeAdditional: false, allErrors: true } },
  } satisfies FastifyHttpOptions<Server>
}
