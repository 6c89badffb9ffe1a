import { ProblemError } from '@cruddur/fastify-service'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ActivitiesRepository } from '../../activities/activities-repository.ts'
import { inSubsegment } from '../../activities/in-subsegment.ts'
import { pageRequest, sendPage } from './page.ts'
import { activitiesSchema, activitySchema, pageQuery, problems, uuidParams } from './schemas.ts'

export const readActivities: FastifyPluginAsyncTypebox<{
  repository: ActivitiesRepository
}> = async (app, { repository }) => {
  app.get(
    '/api/activities',
    {
      schema: {
        operationId: 'listActivities',
        summary: 'Live activities of all people, newest first',
        tags: ['activities'],
        querystring: pageQuery,
        response: { 200: activitiesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const page = await repository.list(pageRequest(request.query))
      return sendPage(request, reply, page, request.query.limit)
    },
  )

  app.get(
    '/api/activities/@:handle',
    {
      schema: {
        operationId: 'listActivitiesOfPerson',
        summary: 'Live activities of one person, newest first',
        tags: ['activities'],
        params: Type.Object({ handle: Type.String({ maxLength: 40 }) }),
        querystring: pageQuery,
        response: {
          200: activitiesSchema,
          422: Type.Array(Type.String(), { description: '["blank_user_handle"]' }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { handle } = request.params
      if (handle.trim() === '') return reply.code(422).send(['blank_user_handle'])
      const page = await inSubsegment(
        'user_activities',
        () => repository.listOf(handle, pageRequest(request.query)),
        (found) => found?.activities.length ?? 0,
      )
      if (page) return sendPage(request, reply, page, request.query.limit)
      throw new ProblemError({
        status: 404,
        code: 'UNKNOWN_HANDLE',
        detail: `Unknown handle ${JSON.stringify(handle)}`,
      })
    },
  )

  app.get(
    '/api/activities/:uuid',
    {
      schema: {
        operationId: 'getActivity',
        summary: 'One live activity',
        tags: ['activities'],
        params: uuidParams,
        response: { 200: activitySchema, ...problems },
      },
    },
    async (request) => {
      const activity = await inSubsegment(
        'show_activity',
        () => repository.get(request.params.uuid),
        (found) => (found ? 1 : 0),
      )
      if (activity) return activity
      throw unknownActivity(request.params.uuid)
    },
  )
}

export function unknownActivity(uuid: string): ProblemError {
  return new ProblemError({
    status: 404,
    code: 'UNKNOWN_ACTIVITY',
    detail: `No live activity has the UUID ${uuid}`,
  })
}
