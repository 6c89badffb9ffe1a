import type { FastifyReply } from 'fastify'

/**
 * The body of an error with the trace id in it, for whoever is shown the body and not the headers.
 * Changes JSON objects only, Fastify's own and the app's; one that has a `trace_id` stays as it is.
 */
export function withTraceId<Payload>(
  payload: Payload,
  reply: FastifyReply,
  traceId: string | undefined,
): Payload | string {
  if (reply.statusCode < 400 || traceId === undefined || typeof payload !== 'string') return payload
  const type = String(reply.getHeader('content-type') ?? '')
  const isOpenObject = payload.startsWith('{"') && payload.endsWith('}')
  if (!type.includes('json') || !isOpenObject || payload.includes('"trace_id"')) return payload
  // Fastify has measured the errors of its own already; without the header it measures again.
  reply.removeHeader('content-length')
  return `${payload.slice(0, -1)},"trace_id":"${traceId}"}`
}
