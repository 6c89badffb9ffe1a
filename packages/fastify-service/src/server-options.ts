import type { Server } from 'node:http'
import type { FastifyHttpOptions } from 'fastify'
import { maxHeaderBytes, sendClientProblem } from './client-errors.ts'
import { setCrossOriginHeaders } from './cross-origin.ts'
import { sendFrameworkProblem } from './problem-details.ts'
import type { ServerConfig } from './server-variables.ts'
import { strictBodies } from './strict-bodies.ts'

const bodyLimitBytes = 16 * 1024

/** Options for `Fastify(...)`: timeouts and limits for incoming requests. */
export function serverOptions(
  config: Pick<ServerConfig, 'requestTimeoutMillis' | 'trustProxyHops'> &
    Partial<Pick<ServerConfig, 'corsOrigins'>>,
): FastifyHttpOptions<Server> {
  const { corsOrigins = [], requestTimeoutMillis, trustProxyHops } = config
  return {
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: requestTimeoutMillis,
    handlerTimeout: requestTimeoutMillis,
    // Longer than the idle timeout of load balancers, so that they close the connection first.
    keepAliveTimeout: 72_000,
    http: { headersTimeout: requestTimeoutMillis, maxHeaderSize: maxHeaderBytes },
    forceCloseConnections: 'idle',
    // Fastify sends this 503 before any hook runs, without problem details and trace ID; see problemDetails.
    return503OnClosing: false,
    trustProxy: trustProxyHops > 0 && ((_address: string, hop: number) => hop < trustProxyHops),
    clientErrorHandler: sendClientProblem,
    frameworkErrors: (error, request, reply) => {
      setCrossOriginHeaders(request, reply, corsOrigins)
      sendFrameworkProblem(error, request, reply)
    },
    ajv: { customOptions: { removeAdditional: false, allErrors: true } },
    schemaController: strictBodies,
  }
}
