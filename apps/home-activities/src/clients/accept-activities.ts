import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Activity, Reply } from '../activities/activity.ts'

const count = Type.Optional(Type.Integer())

/**
 * The fields of an activity that this service needs. A tolerant reader: other properties are optional, so that
 * this version also works with older and newer versions of user-activities.
 */
const common = {
  uuid: Type.String(),
  handle: Type.String(),
  display_name: Type.Optional(Type.String()),
  message: Type.String(),
  created_at: Type.String(),
  likes_count: count,
  replies_count: count,
  reposts_count: count,
}

const acceptedReply = Type.Object(common)
const acceptedActivity = Type.Object({
  ...common,
  expires_at: Type.String(),
  replies: Type.Optional(Type.Array(acceptedReply)),
})
const accepted = Compile(Type.Array(acceptedActivity))

/** Converts a response to activities. @throws Error for a response without the required properties */
export function acceptActivities(response: unknown): Activity[] {
  if (accepted.Check(response)) return response.map(toActivity)
  throw new Error('the response is not a list of activities')
}

function toActivity(activity: Static<typeof acceptedActivity>): Activity {
  const { expires_at, replies = [] } = activity
  return {
    ...withDefaults(activity),
    expires_at,
    replies: replies.map(
      (reply): Reply => ({
        ...withDefaults(reply),
        reply_to_activity_uuid: activity.uuid,
      }),
    ),
  }
}

function withDefaults(source: Static<typeof acceptedReply>) {
  const { uuid, handle, display_name, message, created_at } = source
  const { likes_count = 0, replies_count = 0, reposts_count = 0 } = source
  const counts = { likes_count, replies_count, reposts_count }
  return { uuid, handle, display_name: display_name ?? handle, message, created_at, ...counts }
}
