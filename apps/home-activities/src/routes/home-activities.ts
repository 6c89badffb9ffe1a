import { ProblemError, problemSchema } from '@cruddur/fastify-service'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import {
  activitySchema,
  RequestRefusedError,
  SourceUnavailableError,
} from '../activities/activity.ts'
import type { createShowHomeActivities } from '../activities/show-home-activities.ts'

const defaultRetryAfterSeconds = 5

const pageQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    before: Type.Optional(
      Type.String({
        pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z_[0-9a-f-]{36}$',
        description: 'Cursor from the Link header of the previous page',
      }),
    ),
  },
  { additionalProperties: false },
)

export const homeActivities: FastifyPluginAsyncTypebox<{
  showHomeActivities: ReturnType<typeof createShowHomeActivities>
}> = async (app, { showHomeActivities }) => {
  app.get(
    '/api/activities/home',
    {
      schema: {
        operationId: 'listHomeActivities',
        summary: 'Latest activities of all people, newest first',
        description:
          'While user-activities is unavailable, a stale timeline is served with the headers Warning and Age.',
        tags: ['activities'],
        querystring: pageQuery,
        response: { 200: Type.Array(activitySchema), '4xx': problemSchema, '5xx': problemSchema },
      },
    },
    async (request, reply) => {
      const { activities, next, stale } = await showHomeActivities(request.query).catch(asProblem)
      if (next) {
        const query = new URLSearchParams({ limit: String(request.query.limit), before: next })
        reply.header('link', `</api/activities/home?${query}>; rel="next"`)
      }
      if (stale) {
        reply.header('warning', '110 - "Response is Stale"').header('age', stale.ageSeconds)
        request.log.warn(
          { age_seconds: stale.ageSeconds, reason: stale.reason },
          'served a stale timeline',
        )
      }
      return activities
    },
  )
}

function asProblem(error: unknown): never {
  if (error instanceof RequestRefusedError)
    throw new ProblemError({ status: 400, code: error.code, detail: error.message, cause: error })
  if (!(error instanceof SourceUnavailableError)) throw error
  throw new ProblemError({
    status: 503,
    code: 'TIMELINE_UNAVAILABLE',
    detail: 'The timeline is unavailable; try again later',
    retryAfterSeconds: error.retryAfterSeconds ?? defaultRetryAfterSeconds,
    cause: error,
  })
}
