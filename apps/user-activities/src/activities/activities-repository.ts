import type { Pool } from '@cruddur/postgres'
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
  /** A repeated call with the same key and handle returns the first result. */
  readonly idempotencyKey?: string | undefined
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

    /** @returns the activity, or why none was added */
    async add(
      { handle, message, idempotencyKey }: NewMessage,
      timeToLive: TimeToLive,
    ): Promise<Activity | 'no person' | 'key reused'> {
      const interval = timesToLive[timeToLive]
      const { rows } = await pool.query<Activity>(
        `with added as (
           insert into activities (handle, message, expires_at, idempotency_key)
           select handle, $2, now() + $3::interval, $4::text from people where lower(handle) = lower($1)
           on conflict (handle, idempotency_key) where idempotency_key is not null do nothing
           returning *
         )
         ${selectActivities('added')}`,
        [handle, message, interval, idempotencyKey ?? null],
      )
      if (rows[0]) return rows[0]
      if (!(await hasPerson(handle))) return 'no person'
      const first = await pool.query<Activity>(
        `${selectActivities('activities')}
         where lower(a.handle) = lower($1) and a.idempotency_key = $4
           and a.message = $2 and a.expires_at = a.created_at + $3::interval`,
        [handle, message, interval, idempotencyKey ?? null],
      )
      return first.rows[0] ?? 'key reused'
    },

    /** @returns the reply, or why none was added */
    async reply(
      uuid: string,
      { handle, message, idempotencyKey }: NewMessage,
    ): Promise<Reply | 'no activity' | 'no person' | 'key reused'> {
      const values = [uuid, handle, message, idempotencyKey ?? null]
      const { rows } = await pool.query<Reply>(
        `with author as (
           select handle from people where lower(handle) = lower($2)
         ), added as (
           insert into replies (reply_to_activity_uuid, handle, message, idempotency_key)
           select a.uuid, author.handle, $3, $4::text from activities a, author
           where a.uuid = $1 and a.expires_at > now()
           on conflict (handle, idempotency_key) where idempotency_key is not null do nothing
           returning *
         ), counted as (
           update activities set replies_count = replies_count + 1
           where uuid in (select reply_to_activity_uuid from added)
         )
         select ${replyColumns} from added r join people p using (handle)`,
        values,
      )
      if (rows[0]) return rows[0]
      if (!(await hasPerson(handle))) return 'no person'
      if (idempotencyKey === undefined) return 'no activity'
      const first = await pool.query<Reply & { readonly matches: boolean }>(
        `select ${replyColumns}, r.reply_to_activity_uuid = $1 and r.message = $3 as matches
         from replies r join people p using (handle)
         where lower(r.handle) = lower($2) and r.idempotency_key = $4`,
        values,
      )
      if (!first.rows[0]) return 'no activity'
      const { matches, ...reply } = first.rows[0]
      return matches ? reply : 'key reused'
    },

    /** Deletes up to `limit` activities that expired before the age. @returns how many */
    async purge(olderThanMinutes: number, limit: number): Promise<number> {
      const { rowCount } = await pool.query(
        `delete from activities where uuid in (
           select uuid from activities
           where expires_at < now() - $1::integer * interval '1 minute'
           order by expires_at limit $2 for update skip locked
         )`,
        [olderThanMinutes, limit],
      )
      return rowCount ?? 0
    },
  }
}

function toPage(rows: Activity[], limit: number): Page {
  const activities = rows.slice(0, limit)
  const last = activities.at(-1)
  return rows.length > limit && last ? { activities, next: formatCursor(last) } : { activities }
}
