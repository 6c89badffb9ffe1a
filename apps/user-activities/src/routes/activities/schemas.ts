import { problemSchema } from '@cruddur/fastify-service'
import { Type } from 'typebox'
import { type TimeToLive, timesToLive } from '../../activities/activity.ts'

const time = Type.String({
  description: 'ISO 8601 with microseconds and offset',
  examples: ['2023-02-23T18:11:03.123456+00:00'],
})

const count = Type.Integer({ minimum: 0 })

export const replySchema = Type.Object({
  uuid: Type.String(),
  reply_to_activity_uuid: Type.String(),
  handle: Type.String(),
  display_name: Type.String(),
  message: Type.String(),
  created_at: time,
  likes_count: count,
  replies_count: count,
  reposts_count: count,
})

export const activitySchema = Type.Object({
  uuid: Type.String(),
  handle: Type.String(),
  display_name: Type.String(),
  message: Type.String(),
  created_at: time,
  expires_at: time,
  likes_count: count,
  replies_count: count,
  reposts_count: count,
  replies: Type.Array(replySchema, { description: 'The newest 20, oldest first' }),
})

export const activitiesSchema = Type.Array(activitySchema)

export const pageQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    before: Type.Optional(
      Type.String({
        maxLength: 80,
        description: 'Cursor from the Link header of the previous page',
      }),
    ),
  },
  { additionalProperties: false },
)

export const uuidParams = Type.Object({
  uuid: Type.String({
    pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
  }),
})

// At least one visible character; no NUL, which Postgres rejects.
const visible = '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$'

/** Maximum characters of a message. */
export const maxLength = { activity: 280, reply: 1_024 }

const text = (max: number, description?: string) =>
  Type.String({
    minLength: 1,
    maxLength: max,
    pattern: visible,
    ...(description && { description }),
  })

const handle = Type.Optional(
  text(
    40,
    'Author. Without it the request has the form of the original Cruddur: the demo author posts, the status is 200, and errors are lists of codes',
  ),
)

export const newActivityBody = Type.Object(
  {
    handle,
    message: text(maxLength.activity),
    ttl: Type.Enum(Object.keys(timesToLive) as TimeToLive[]),
  },
  { additionalProperties: false },
)

export const newReplyBody = Type.Object(
  { handle, message: text(maxLength.reply) },
  { additionalProperties: false },
)

export const idempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'A repeated request with the same key returns the first result',
    }),
  ),
})

export const newPersonBody = Type.Object(
  { handle: text(40), display_name: text(80) },
  { additionalProperties: false },
)

export const personSchema = Type.Object({ handle: Type.String(), display_name: Type.String() })

/** `response` schemas for errors. */
export const problems = { '4xx': problemSchema, '5xx': problemSchema }

/** An error in the form of the original Cruddur, or problem details. */
export const unprocessable = {
  description: 'A rejected post',
  content: {
    'application/json': {
      schema: Type.Array(Type.String(), {
        description: 'Error codes of the original, such as ["message_blank"]',
      }),
    },
    'application/problem+json': { schema: problemSchema },
  },
}
