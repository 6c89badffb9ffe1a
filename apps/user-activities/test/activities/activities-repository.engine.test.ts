import { loadMigrations, migrate } from '@cruddur/postgres'
import { type Engine, engines } from '@cruddur/postgres/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type ActivitiesRepository,
  createActivitiesRepository,
  type NewMessage,
} from '../../src/activities/activities-repository.ts'
import type { TimeToLive } from '../../src/activities/activity.ts'
import { parseCursor } from '../../src/activities/cursor.ts'
import { migrations } from '../../src/database.ts'
import { insertSampleData } from '../../src/sample-data/insert-sample-data.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/

describe.each(engines)('activities in $name', { timeout: 60_000 }, ({ start }) => {
  let engine: Engine
  let repository: ActivitiesRepository

  beforeAll(async () => {
    engine = await start()
    repository = createActivitiesRepository(engine.database.pool)
  }, 60_000)

  afterAll(() => engine?.stop(), 60_000)

  beforeEach(async () => {
    await engine.empty()
    await migrate(engine.database.pool, await loadMigrations(migrations))
    await insertSampleData(engine.database.pool)
  }, 60_000)

  it('lists live activities with all fields, newest first', async () => {
    const { activities } = await repository.list({ limit: 100 })
    const times = activities.map(({ created_at }) => created_at)
    expect(times).toEqual([...times].sort().reverse())
    const now = new Date().toISOString()
    for (const activity of activities) {
      expect(activity.created_at).toMatch(instant)
      expect(activity.expires_at).toMatch(instant)
      expect(activity.expires_at > now).toBe(true)
    }
    expect(Object.keys(activities[0] ?? {})).toEqual([
      'uuid',
      'handle',
      'display_name',
      'message',
      'created_at',
      'expires_at',
      'likes_count',
      'replies_count',
      'reposts_count',
      'replies',
    ])
  })

  it('pages through all activities, each once', async () => {
    const seen: string[] = []
    let before: string | undefined
    let pages = 0
    do {
      const page = await repository.list({ limit: 25, before: parseCursor(before ?? '') })
      seen.push(...page.activities.map(({ uuid }) => uuid))
      before = page.next
      pages += 1
    } while (before)
    const { rows } = await engine.database.pool.query<{ count: number }>(
      'select count(*)::int from activities where expires_at > now()',
    )
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(rows[0]?.count)
    expect(pages).toBeGreaterThan(3)
  })

  it('returns the original posts with the reply', async () => {
    const page = await repository.listOf('andrew brown', { limit: 20 })
    expect(page?.activities).toHaveLength(1)
    expect(page?.activities[0]).toMatchObject({
      uuid: '68f126b0-1ceb-4a33-88be-d90fa7109eee',
      handle: 'Andrew Brown',
      message: 'Cloud is very fun!',
      likes_count: 5,
      replies_count: 1,
      reposts_count: 0,
      replies: [
        {
          uuid: '26e12864-1c26-5c3a-9658-97a10f8fea67',
          reply_to_activity_uuid: '68f126b0-1ceb-4a33-88be-d90fa7109eee',
          handle: 'Worf',
          message: 'This post has no honor!',
          created_at: expect.stringMatching(instant),
        },
      ],
    })
  })

  it('distinguishes a person without live activities from an unknown handle', async () => {
    await engine.database.pool.query(`insert into people values ('quiet', 'Quiet One')`)
    expect(await repository.listOf('quiet', { limit: 20 })).toEqual({ activities: [] })
    expect(await repository.listOf('unknown', { limit: 20 })).toBeUndefined()
  })

  const add = async (message: NewMessage, ttl: TimeToLive = '1-day') => {
    const added = await repository.add(message, ttl)
    if (typeof added === 'string') throw new Error(added)
    return added
  }

  it('stores an activity and returns it until it expires', async () => {
    const added = await add({ handle: 'WORF', message: 'Qapla’! 🖖' }, '1-hour')
    expect(added).toMatchObject({ handle: 'Worf', message: 'Qapla’! 🖖', replies: [] })
    const { uuid } = added
    expect(Date.parse(added.expires_at) - Date.parse(added.created_at)).toBe(3_600_000)
    expect(await repository.get(uuid)).toEqual(added)

    await engine.database.pool.query(
      `update activities set created_at = now() - interval '2 hours', expires_at = now() - interval '1 second' where uuid = $1`,
      [uuid],
    )
    expect(await repository.get(uuid)).toBeUndefined()
    const page = await repository.listOf('worf', { limit: 100 })
    expect(page?.activities.map((activity) => activity.uuid)).not.toContain(uuid)
    expect(await repository.reply(uuid, { handle: 'Worf', message: 'Late' })).toBe('no activity')
  })

  it('counts replies and returns the newest twenty, oldest first', async () => {
    const { uuid } = await add({ handle: 'ada', message: 'Hi' })
    for (let index = 1; index <= 22; index += 1)
      await repository.reply(uuid, { handle: 'gus', message: `Reply ${index}` })
    const activity = await repository.get(uuid)
    expect(activity?.replies_count).toBe(22)
    expect(activity?.replies.map(({ message }) => message)).toEqual(
      Array.from({ length: 20 }, (_, index) => `Reply ${index + 3}`),
    )
  })

  it('stores one activity for concurrent requests with one idempotency key', async () => {
    const message = { handle: 'ada', message: 'Once', idempotencyKey: 'k1' }
    const results = await Promise.all([1, 2, 3].map(() => repository.add(message, '1-day')))
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
    expect(await repository.add({ ...message, message: 'Other' }, '1-day')).toBe('key reused')
    expect(await repository.add(message, '1-hour')).toBe('key reused')
    // Keys are per person.
    expect(await add({ ...message, handle: 'gus' })).toMatchObject({ handle: 'gus' })
  })

  it('stores one reply for requests with one idempotency key', async () => {
    const { uuid } = await add({ handle: 'ada', message: 'Hi' })
    const message = { handle: 'gus', message: 'Once', idempotencyKey: 'k1' }
    const first = await repository.reply(uuid, message)
    expect(first).toMatchObject({ message: 'Once' })
    expect(await repository.reply(uuid, message)).toEqual(first)
    expect(await repository.reply(uuid, { ...message, message: 'Other' })).toBe('key reused')
    expect((await repository.get(uuid))?.replies_count).toBe(1)
  })

  it('purges expired activities with their replies in batches', async () => {
    const { uuid } = await add({ handle: 'ada', message: 'Old' })
    await repository.reply(uuid, { handle: 'gus', message: 'Old' })
    const { pool } = engine.database
    await pool.query(
      `update activities set created_at = now() - interval '9 days', expires_at = now() - interval '2 days'
       where uuid in (select uuid from activities order by uuid limit 6) or uuid = $1`,
      [uuid],
    )
    expect(await repository.purge(60, 4)).toBe(4)
    expect(await repository.purge(60, 1_000)).toBeGreaterThanOrEqual(2)
    expect(await repository.purge(60, 1_000)).toBe(0)
    expect(await repository.get('68f126b0-1ceb-4a33-88be-d90fa7109eee')).toBeDefined()
    const { rows } = await pool.query('select from replies where reply_to_activity_uuid = $1', [
      uuid,
    ])
    expect(rows).toHaveLength(0)
  })

  it('writes nothing for an unknown author or activity', async () => {
    const reply = { handle: 'unknown', message: 'Hello' }
    const uuid = '68f126b0-1ceb-4a33-88be-d90fa7109eee'
    expect(await repository.reply(uuid, reply)).toBe('no person')
    expect(await repository.reply(nowhere, { ...reply, handle: 'ada' })).toBe('no activity')
    expect(await repository.add(reply, '1-day')).toBe('no person')
    expect((await repository.get(uuid))?.replies_count).toBe(1)
  })

  it('inserts the sample data once', async () => {
    const count = async () =>
      (await engine.database.pool.query('select count(*)::int from activities')).rows[0]?.count
    const first = await count()
    expect(first).toBe(243)
    await engine.database.pool.query(`delete from activities where handle = 'ada'`)
    const fewer = await count()
    await insertSampleData(engine.database.pool)
    expect(await count()).toBe(fewer)
  })
})
