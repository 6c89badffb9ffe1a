import type { Pool } from 'pg'
import { type Activity, type Page, type Reply, type TimeToLive, timesToLive } from './activity.ts'
import { replyColumns, selectActivities } from './activity-sql.ts'
import { type Cursor, formatCursor } from './cursor.ts'

export interface PageRequest {
  readonly limit: number
  /** Only activities older than this. */
  readonly before?: Cursor | undefined
}

export interface NewMessage {
  readonly handle: string
  readonly message: string
}

export type ActivitiesRepository = ReturnType<typeof createActivitiesRepository>

/** Reads and writes activities. Expired activities are never returned. */
export function createActivitiesRepository(pool: Pick<Pool, 'query'>) {
  const hasPerson = async (handle: string) => {
    const { rowCount } = await pool.query('select from people where lower(handle) = lower($1)', [
      handle,
    ])
    return rowCount === 1
  }

  const page = async (condition: string, values: unknown[], request: PageRequest) => {
    const { limit, before } = request
    // One row more than the limit: whether there is a next page.
    const { rows } = await pool.query<Activity>(
      `${selectActivities('activities')}
       where a.expires_at > now() and ${condition}
         and ($1::timestamptz is null or (a.created_at, a.uuid) < ($1::timestamptz, $2::uuid))
       order by a.created_at desc, a.uuid desc
       limit $3`,
      [before?.createdAt ?? null, before?.uuid ?? null, limit + 1, ...values],
    )
    return toPage(rows, limit)
  }

  return {
    /** Activities of all people, newest first. */
    list: (request: PageRequest): Promise<Page> => page('true', [], request),

    /** Activities of one person, newest first; undefined for an unknown handle. */
    async listOf(handle: string, request: PageRequest): Promise<Page | undefined> {
      const found = await page(
        'a.handle = (select handle from people where lower(handle) = lower($4))',
        [handle],
        request,
      )
      return found.activities.length > 0 || (await hasPerson(handle)) ? found : undefined
    },

    async get(uuid: string): Promise<Activity | undefined> {
      const { rows } = await pool.query<Activity>(
        `${selectActivities('activities')} where a.uuid = $1 and a.expires_at > now()`,
        [uuid],
      )
      return rows[0]
    },

    /** @returns undefined for an unknown handle */
    async add(
      { handle, message }: NewMessage,
      timeToLive: TimeToLive,
    ): Promise<Activity | undefined> {
      const { rows } = await pool.query<Activity>(
        `with added as (
           insert into activities (handle, message, expires_at)
           select handle, $2, now() + $3::interval from people where lower(handle) = lower($1)
           returning *
         )
         ${selectActivities('added')}`,
        [handle, message, timesToLive[timeToLive]],
      )
      return rows[0]
    },

    /** @returns the reply, or which of the two does not exist */
    async reply(
      uuid: string,
      { handle, message }: NewMessage,
    ): Promise<Reply | 'no activity' | 'no person'> {
      const { rows } = await pool.query<Reply>(
        `with author as (
           select handle from people where lower(handle) = lower($2)
         ), answered as (
           update activities set replies_count = replies_count + 1
           where uuid = $1 and expires_at > now() and exists (select from author)
           returning uuid
         ), added as (
           insert into replies (reply_to_activity_uuid, handle, message)
           select answered.uuid, author.handle, $3 from answered, author
           returning *
         )
         select ${replyColumns} from added r join people p using (handle)`,
        [uuid, handle, message],
      )
      return rows[0] ?? ((await hasPerson(handle)) ? 'no activity' : 'no person')
    },
  }
}

function toPage(rows: Activity[], limit: number): Page {
  const activities = rows.slice(0, limit)
  const last = activities.at(-1)
  return rows.length > limit && last ? { activities, next: formatCursor(last) } : { activities }
}
