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

/** An activity, as this service returns it. */
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

export type Activity = Static<typeof activitySchema>
export type Reply = Static<typeof replySchema>

export interface PageRequest {
  readonly limit: number
  /** Cursor of the previous page; opaque. */
  readonly before?: string | undefined
}

export interface Page {
  readonly activities: Activity[]
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string
}

/** Source of activities. Rejects with SourceUnavailableError or RequestRefusedError. */
export interface ActivitiesSource {
  list(request: PageRequest): Promise<Page>
}

/** The source is unavailable; the message gives the reason. */
export class SourceUnavailableError extends Error {
  override readonly name = 'SourceUnavailableError'
  readonly code = 'SOURCE_UNAVAILABLE'
  /** Delay that the source requested before the next call. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    message: string,
    options: ErrorOptions & { retryAfterSeconds?: number | undefined } = {},
  ) {
    super(message, options)
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The source rejected the request as invalid; a retry does not help. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError'
  /** Code of the source, such as `BAD_CURSOR`. */
  readonly code: string

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
