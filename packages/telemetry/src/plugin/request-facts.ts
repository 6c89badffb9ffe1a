import type { FastifyRequest } from 'fastify'

/** What the signals tell of a request, whether Fastify has made one of its own of it or not. */
export type RequestFacts = Pick<
  FastifyRequest,
  'method' | 'url' | 'headers' | 'protocol' | 'host' | 'ip' | 'params' | 'body'
>
