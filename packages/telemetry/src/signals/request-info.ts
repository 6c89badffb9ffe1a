import type { FastifyRequest } from 'fastify'

/** The properties of a request that the signals use, also for requests that never become a FastifyRequest. */
export type RequestInfo = Pick<
  FastifyRequest,
  'method' | 'url' | 'headers' | 'protocol' | 'host' | 'ip' | 'params' | 'body' | 'raw'
>
