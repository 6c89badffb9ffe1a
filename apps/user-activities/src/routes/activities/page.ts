import { ProblemError } from '@cruddur/fastify-service'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PageRequest } from '../../activities/activities-repository.ts'
import type { Page } from '../../activities/activity.ts'
import { parseCursor } from '../../activities/cursor.ts'

/** @throws ProblemError for an invalid cursor */
export function pageRequest(query: { limit: number; before?: string }): PageRequest {
  const { limit, before } = query
  if (before === undefined) return { limit }
  const cursor = parseCursor(before)
  if (cursor) return { limit, before: cursor }
  throw new ProblemError({
    status: 400,
    code: 'BAD_CURSOR',
    detail: 'before must be a cursor from the Link header of the previous page',
  })
}

/** Sends the page as a JSON array with the next page in the Link header (RFC 8288). */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { activities, next }: Page,
  limit: number,
) {
  if (next) {
    const path = request.url.split('?', 1)[0]
    const query = new URLSearchParams({ limit: String(limit), before: next })
    reply.header('link', `<${path}?${query}>; rel="next"`)
  }
  return activities
}
