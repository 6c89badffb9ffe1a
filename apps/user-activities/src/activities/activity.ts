/** A reply to an activity; visible as long as the activity. */
export interface Reply {
  readonly uuid: string
  readonly reply_to_activity_uuid: string
  readonly handle: string
  readonly display_name: string
  readonly message: string
  /** ISO 8601 with microseconds and offset. */
  readonly created_at: string
  readonly likes_count: number
  readonly replies_count: number
  readonly reposts_count: number
}

/** A post; visible until it expires. */
export interface Activity extends Omit<Reply, 'reply_to_activity_uuid'> {
  readonly expires_at: string
  /** The newest replies, oldest first; `replies_count` is the total. */
  readonly replies: Reply[]
}

export interface Page {
  readonly activities: Activity[]
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string
}

/** Times to live: the name in the API and the Postgres interval. */
export const timesToLive = {
  '30-days': '30 days',
  '7-days': '7 days',
  '3-days': '3 days',
  '1-day': '1 day',
  '12-hours': '12 hours',
  '3-hours': '3 hours',
  '1-hour': '1 hour',
} as const

export type TimeToLive = keyof typeof timesToLive
