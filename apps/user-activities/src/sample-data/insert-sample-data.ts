import type { ClientBase } from '@cruddur/postgres'
import { cruddur } from './cruddur.ts'
import { generateActivities } from './generated.ts'
import type { SampleData } from './sample.ts'

// One statement, so that it is atomic; only into a database without people.
const insert = `
  with data as (select $1::jsonb as sample where not exists (select from people)),
  added_people as (
    insert into people (handle, display_name)
    select x.handle, x."displayName"
    from data, jsonb_to_recordset(sample->'people') as x(handle text, "displayName" text)
    returning handle
  ),
  added_activities as (
    insert into activities (uuid, handle, message, created_at, expires_at, likes_count, reposts_count, replies_count)
    select x.uuid, x.handle, x.message,
      now() - x."ageMinutes" * interval '1 minute',
      now() + (x."lifetimeMinutes" - x."ageMinutes") * interval '1 minute',
      x.likes, x.reposts,
      (select count(*) from jsonb_array_elements(sample->'replies') r where r->>'activityUuid' = x.uuid::text)
    from data, jsonb_to_recordset(sample->'activities')
      as x(uuid uuid, handle text, message text, "ageMinutes" int, "lifetimeMinutes" int, likes int, reposts int)
    returning uuid
  )
  insert into replies (uuid, reply_to_activity_uuid, handle, message, created_at, likes_count, reposts_count)
  select x.uuid, x."activityUuid", x.handle, x.message,
    now() - x."ageMinutes" * interval '1 minute', x.likes, x.reposts
  from data, jsonb_to_recordset(sample->'replies')
    as x(uuid uuid, "activityUuid" uuid, handle text, message text, "ageMinutes" int, likes int, reposts int)`

/** Inserts the sample data unless the database has people. */
export async function insertSampleData(client: Pick<ClientBase, 'query'>): Promise<void> {
  const generated = generateActivities()
  const sample: SampleData = {
    people: [...cruddur.people, ...generated.people],
    activities: [...cruddur.activities, ...generated.activities],
    replies: [...cruddur.replies, ...generated.replies],
  }
  await client.query(insert, [JSON.stringify(sample)])
}
