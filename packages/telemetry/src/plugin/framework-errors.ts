import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { telemetryOf } from './app-telemetry.ts'
import { type FrameworkError, optionsOf } from './fastify-internals.ts'
import { recordUnroutedRequest } from './unrouted-request.ts'

/**
 * Fastify (5.12) rejects a URL that cannot be decoded, a parameter that is too long and a failed
 * asynchronous constraint before any hook, and offers them to its option `frameworkErrors` only.
 */
export function recordFrameworkErrors(app: FastifyInstance): void {
  const options = optionsOf(app)
  if (!options) return
  const { frameworkErrors } = options
  options.frameworkErrors = function recordFrameworkError(error, request, reply) {
    const telemetry = telemetryOf(request.server)
    if (telemetry) recordUnroutedRequest(request, reply.raw, telemetry, { failure: { error } })
    return frameworkErrors
      ? frameworkErrors.call(this, error, request, reply)
      : sendAsFastify(error, reply.raw)
  }
}

/** The response that Fastify sends without the option, byte for byte. */
function sendAsFastify(
  { code, message, statusCode }: FrameworkError,
  response: ServerResponse,
): void {
  const body =
    statusCode >= 500
      ? '{"error":"Internal Server Error","message":"Unexpected error from async constraint","statusCode":500}'
      : JSON.stringify({ error: 'Bad Request', code, message, statusCode })
  response.writeHead(statusCode, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  })
  response.end(body)
}
