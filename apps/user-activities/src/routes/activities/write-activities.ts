import { ProblemError } from '@cruddur/fastify-service'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ActivitiesRepository } from '../../activities/activities-repository.ts'
import { unknownActivity } from './read-activities.ts'
import {
  activitySchema,
  newActivityBody,
  newReplyBody,
  problems,
  replySchema,
  uuidParams,
} from './schemas.ts'

export const writeActivities: FastifyPluginAsyncTypebox<{
  repository: ActivitiesRepository
}> = async (app, { repository }) => {
  app.post(
    '/api/activities',
    {
      schema: {
        summary: 'Post an activity',
        tags: ['activities'],
        body: newActivityBody,
        response: { 201: activitySchema, ...problems },
      },
    },
    async (request, reply) => {
      const activity = await repository.add(request.body, request.body.ttl)
      if (!activity) throw unknownAuthor(request.body.handle)
      reply.code(201).header('location', `/api/activities/${activity.uuid}`)
      return activity
    },
  )

  app.post(
    '/api/activities/:uuid/reply',
    {
      schema: {
        summary: 'Reply to a live activity',
        tags: ['activities'],
        params: uuidParams,
        body: newReplyBody,
        response: { 201: replySchema, ...problems },
      },
    },
    async (request, reply) => {
      const { uuid } = request.params
      const added = await repository.reply(uuid, request.body)
      if (added === 'no person') throw unknownAuthor(request.body.handle)
      if (added === 'no activity') throw unknownActivity(uuid)
      reply.code(201).header('location', `/api/activities/${uuid}`)
      return added
    },
  )
}

function unknownAuthor(handle: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'UNKNOWN_HANDLE',
    detail: `Unknown handle ${JSON.stringify(handle)}`,
  })
}
