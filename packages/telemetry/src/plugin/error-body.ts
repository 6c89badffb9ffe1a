import type { FastifyReply } from 'fastify'

const jsonType = /^application\/(?:[\w.-]+\+)?json\b/i

/**
 * Adds the trace ID to the JSON body of an error, for clients that show the body and not the headers.
 * A body that is not a JSON object or has a `trace_id` is not changed.
 */
export function withTraceId<Payload>(
  payload: Payload,
  reply: FastifyReply,
  traceId: string | undefined,
): Payload | string {
  if (reply.statusCode < 400 || traceId === undefined || typeof payload !== 'string') return payload
  const isOpenObject = payload.startsWith('{"') && payload.endsWith('}')
  if (!isOpenObject || payload.includes('"trace_id"')) return payload
  if (!jsonType.test(String(reply.getHeader('content-type')))) return payload
  // Fastify has set it for its own errors, and sets it again if it is absent.
  reply.removeHeader('content-length')
  return `${payload.slice(0, -1)},"trace_id":"${traceId}"}`
}
