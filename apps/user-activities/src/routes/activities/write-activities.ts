import { ProblemError } from '@cruddur/fastify-service'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ActivitiesRepository } from '../../activities/activities-repository.ts'
import type { TimeToLive } from '../../activities/activity.ts'
import { inSubsegment } from '../../activities/in-subsegment.ts'
import type { FindAuthor } from '../find-author.ts'
import { isOriginalForm, originalErrors } from './original-form.ts'
import { unknownActivity } from './read-activities.ts'
import {
  activitySchema,
  idempotencyHeaders,
  maxLength,
  newActivityBody,
  newReplyBody,
  problems,
  replySchema,
  unprocessable,
  uuidParams,
} from './schemas.ts'

interface WriteActivitiesOptions {
  readonly repository: ActivitiesRepository
  readonly findAuthor: FindAuthor
  /** Whether a post needs a bearer token, for the API description. */
  readonly needsToken: boolean
}

/**
 * POST routes. A body without `handle` has the form of the original Cruddur: its status is 200 and
 * its errors are lists of codes. The other form has 201, `Location` and problem details.
 */
export const writeActivities: FastifyPluginAsyncTypebox<WriteActivitiesOptions> = async (
  app,
  { repository, findAuthor, needsToken },
) => {
  const security = needsToken ? { security: [{ bearer: [] }] } : {}

  app.post(
    '/api/activities',
    {
      // The original form has errors of its own.
      attachValidation: true,
      schema: {
        operationId: 'createActivity',
        summary: 'Post an activity',
        ...security,
        tags: ['activities'],
        headers: idempotencyHeaders,
        body: newActivityBody,
        response: { 200: activitySchema, 201: activitySchema, 422: unprocessable, ...problems },
      },
    },
    async (request, reply) => {
      const isOriginal = isOriginalForm(request.body)
      const errors = isOriginal ? originalErrors(request.body, maxLength.activity, true) : []
      if (errors.length > 0) return reply.code(422).send(errors)
      if (request.validationError && !isOnlyOriginal(request.validationError, isOriginal))
        throw request.validationError
      const { message, ttl } = request.body as { message: string; ttl: TimeToLive }
      const { handle } = await findAuthor(request)
      const idempotencyKey = request.headers['idempotency-key']
      const added = await inSubsegment(
        'create_activity',
        () => repository.add({ handle, message, idempotencyKey }, ttl),
        countAdded,
      )
      if (added === 'no person') throw unknownAuthor(handle)
      if (added === 'key reused') throw reusedKey()
      if (!isOriginal) reply.code(201).header('location', `/api/activities/${added.uuid}`)
      return added
    },
  )

  app.post(
    '/api/activities/:uuid/reply',
    {
      attachValidation: true,
      schema: {
        operationId: 'createReply',
        summary: 'Reply to a live activity',
        ...security,
        tags: ['activities'],
        headers: idempotencyHeaders,
        params: uuidParams,
        body: newReplyBody,
        response: { 200: replySchema, 201: replySchema, 422: unprocessable, ...problems },
      },
    },
    async (request, reply) => {
      const isOriginal = isOriginalForm(request.body)
      const errors = isOriginal ? originalErrors(request.body, maxLength.reply, false) : []
      if (errors.length > 0) return reply.code(422).send(errors)
      if (request.validationError && !isOnlyOriginal(request.validationError, isOriginal))
        throw request.validationError
      const { uuid } = request.params
      const { message } = request.body as { message: string }
      const { handle } = await findAuthor(request)
      const idempotencyKey = request.headers['idempotency-key']
      const added = await inSubsegment(
        'create_reply',
        () => repository.reply(uuid, { handle, message, idempotencyKey }),
        countAdded,
      )
      if (added === 'no person') throw unknownAuthor(handle)
      if (added === 'no activity') throw unknownActivity(uuid)
      if (added === 'key reused') throw reusedKey()
      if (!isOriginal) reply.code(201).header('location', `/api/activities/${uuid}`)
      return added
    },
  )
}

/** Whether the validation failed only because the body has the original form. */
const isOnlyOriginal = (error: { validationContext?: string }, isOriginal: boolean) =>
  isOriginal && error.validationContext === 'body'

const countAdded = (added: unknown) => (typeof added === 'string' ? 0 : 1)

function unknownAuthor(handle: string): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'UNKNOWN_HANDLE',
    detail: `Unknown handle ${JSON.stringify(handle)}; create the person with POST /api/people`,
  })
}

function reusedKey(): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'IDEMPOTENCY_KEY_REUSED',
    detail: 'The Idempotency-Key was used for a request with another body; use a new key',
  })
}
