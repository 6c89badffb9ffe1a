import { type Static, Type } from 'typebox'

const time = Type.String({
  description: 'ISO 8601 with microseconds and offset',
  examples: ['2023-02-23T18:11:03.123456+00:00'],
})
const count = Type.Integer({ minimum: 0 })

const replySchema = Type.Object({
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

/** An activity as user-activities tells it and as the home timeline shows it. */
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

type Activity = Static<typeof activitySchema>

export interface PageRequest {
  readonly limit: number
  /** Cursor from the page before; opaque here. */
  readonly before?: string | undefined
}

export interface Page {
  readonly activities: Activity[]
  /** Where the next page begins; absent on the last. */
  readonly next?: string
}

/** Where activities come from. Rejects with SourceUnavailableError or RequestRefusedError. */
export interface ActivitiesSource {
  list(request: PageRequest): Promise<Page>
}

/** The activities cannot be had just now; the message says why. */
export class SourceUnavailableError extends Error {
  override readonly name = 'SourceUnavailableError'
  readonly code = 'SOURCE_UNAVAILABLE'
}

/** The request makes no sense to the source, whoever asks and however often. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError'
  readonly code = 'REQUEST_REFUSED'
}
