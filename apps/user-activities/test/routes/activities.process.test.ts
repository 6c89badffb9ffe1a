import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunningService, startService } from '@cruddur/fastify-service/testing'
import { embeddedDataFolder } from '@cruddur/postgres/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('the routes of user-activities', { timeout: 60_000 }, () => {
  let service: RunningService
  let folder: string

  beforeAll(async () => {
    folder = await embeddedDataFolder()
    service = await startService(join(import.meta.dirname, '../..'), {
      USER_ACTIVITIES_DATA_DIR: folder,
    })
  }, 60_000)

  afterAll(async () => {
    service?.kill('SIGKILL')
    await service?.ended
    await rm(folder, { recursive: true, force: true })
  })

  const get = (path: string) => fetch(`${service.url}${path}`)
  const post = (path: string, body: unknown) =>
    fetch(`${service.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('returns the live activities of a handle, ignoring case', async () => {
    const response = await get('/api/activities/@Andrew%20Brown')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('traceresponse')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/)
    const activities = (await response.json()) as unknown[]
    expect(activities).toHaveLength(1)
    expect(activities[0]).toMatchObject({ handle: 'Andrew Brown', message: 'Cloud is very fun!' })
    expect(await (await get('/api/activities/@andrew%20brown')).json()).toEqual(activities)
  })

  it.each(['/api/activities/@', '/api/activities/@%20'])(
    'returns 422 for a blank handle at %s',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(422)
      expect(await response.json()).toEqual(['blank_user_handle'])
    },
  )

  it('returns 404 for an unknown handle', async () => {
    const response = await get('/api/activities/@unknown')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'UNKNOWN_HANDLE',
      detail: 'Unknown handle "unknown"',
    })
  })

  it('pages by the Link header up to the last page', async () => {
    let path: string | undefined = '/api/activities?limit=40'
    const seen = new Set<string>()
    while (path) {
      const response: Response = await get(path)
      expect(response.status).toBe(200)
      for (const { uuid } of (await response.json()) as { uuid: string }[]) {
        expect(seen).not.toContain(uuid)
        seen.add(uuid)
      }
      path = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1]
    }
    expect(seen.size).toBeGreaterThan(100)
  })

  it.each([
    ['limit=0', 'querystring/limit', 'must be >= 1'],
    ['limit=101', 'querystring/limit', 'must be <= 100'],
    ['limit=many', 'querystring/limit', 'must be integer'],
    ['page=2', 'querystring', 'must not have the unknown property "page"'],
  ])('rejects ?%s with the allowed values', async (query, where, detail) => {
    const response = await get(`/api/activities?${query}`)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ in: where, detail }] })
  })

  it.each(['yesterday', '2026-13-01T00:00:00.000000Z_68f126b0-1ceb-4a33-88be-d90fa7109eee'])(
    'rejects %s as a cursor',
    async (before) => {
      const response = await get(`/api/activities?before=${before}`)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'BAD_CURSOR' })
    },
  )

  it('posts, shows and replies', async () => {
    const posted = await post('/api/activities', { handle: 'ada', message: 'Hello', ttl: '1-day' })
    expect(posted.status).toBe(201)
    const location = posted.headers.get('location') ?? ''
    const activity = (await posted.json()) as { uuid: string }
    expect(location).toBe(`/api/activities/${activity.uuid}`)
    expect(await (await get(location)).json()).toEqual(activity)

    const replied = await post(`${location}/reply`, { handle: 'gus', message: 'Hello yourself' })
    expect(replied.status).toBe(201)
    const reply = await replied.json()
    expect(reply).toMatchObject({ reply_to_activity_uuid: activity.uuid, handle: 'gus' })
    expect(await (await get(location)).json()).toMatchObject({ replies_count: 1, replies: [reply] })
  })

  it.each([
    ['no message', { message: '' }, 'body/message'],
    ['only spaces', { message: '   ' }, 'body/message'],
    ['281 characters', { message: 'é'.repeat(281) }, 'body/message'],
    ['a NUL', { message: 'a\u0000b' }, 'body/message'],
    ['an unknown time to live', { ttl: '2-days' }, 'body/ttl'],
    ['something unknown', { color: 'red' }, 'body'],
  ])('rejects a post with %s', async (_what, change, where) => {
    const body = { handle: 'ada', message: 'Hello', ttl: '1-day', ...change }
    const response = await post('/api/activities', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ in: where })]),
    })
  })

  it('accepts 280 characters of any length in bytes', async () => {
    const message = '🖖'.repeat(280)
    const response = await post('/api/activities', { handle: 'ada', message, ttl: '1-hour' })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ message })
  })

  it('returns 404 or 422 for unknown activities and people', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000'
    const hello = { handle: 'ada', message: 'Hello' }
    expect((await get(`/api/activities/${nowhere}`)).status).toBe(404)
    expect((await get('/api/activities/not-a-uuid')).status).toBe(404)
    expect((await post(`/api/activities/${nowhere}/reply`, hello)).status).toBe(404)
    const stranger = { ...hello, handle: 'unknown', ttl: '1-day' }
    expect((await post('/api/activities', stranger)).status).toBe(422)
  })

  it('creates a person, who can then post', async () => {
    const person = { handle: 'data', display_name: 'Lt. Cmdr. Data' }
    const created = await post('/api/people', person)
    expect(created.status).toBe(201)
    expect(created.headers.get('location')).toBe('/api/activities/@data')
    expect(await created.json()).toEqual(person)
    const taken = await post('/api/people', { ...person, handle: 'DATA' })
    expect(taken.status).toBe(409)
    expect(await taken.json()).toMatchObject({ code: 'HANDLE_TAKEN' })
    const posted = await post('/api/activities', { handle: 'data', message: 'Hi', ttl: '1-day' })
    expect(posted.status).toBe(201)
  })

  it('returns the first result for a repeated idempotency key and 422 for another body', async () => {
    const send = (message: string) =>
      fetch(`${service.url}/api/activities`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'key-1' },
        body: JSON.stringify({ handle: 'ada', message, ttl: '1-day' }),
      })
    const first = await (await send('Once')).json()
    const repeated = await send('Once')
    expect(repeated.status).toBe(201)
    expect(await repeated.json()).toEqual(first)
    const other = await send('Twice')
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
  })

  describe('the form of the original Cruddur', () => {
    it('posts and replies as the demo author with status 200', async () => {
      const posted = await post('/api/activities', { message: 'Hello', ttl: '7-days' })
      expect(posted.status).toBe(200)
      const activity = (await posted.json()) as { uuid: string }
      expect(activity).toMatchObject({
        handle: 'andrewbrown',
        display_name: 'Andrew Brown',
        message: 'Hello',
        // The front end adds the reply to this list.
        replies: [],
      })
      const message = 'é'.repeat(1_024)
      const replied = await post(`/api/activities/${activity.uuid}/reply`, {
        activity_uuid: activity.uuid,
        message,
      })
      expect(replied.status).toBe(200)
      expect(await replied.json()).toMatchObject({
        reply_to_activity_uuid: activity.uuid,
        handle: 'andrewbrown',
        message,
      })
      const feed = (await (await get('/api/activities/@andrewbrown')).json()) as unknown[]
      expect(feed).toMatchObject([
        { uuid: activity.uuid, replies_count: 1, replies: [{ message }] },
      ])
    })

    it.each([
      [{ ttl: '7-days' }, ['message_blank']],
      [{ message: '  ', ttl: '7-days' }, ['message_blank']],
      [{ message: 'x'.repeat(281), ttl: '7-days' }, ['message_exceed_max_chars']],
      [{ message: 'Hi', ttl: '2-days' }, ['ttl_blank']],
      [{}, ['message_blank', 'ttl_blank']],
    ])('rejects the post %j with 422 %j', async (body, errors) => {
      const response = await post('/api/activities', body)
      expect(response.status).toBe(422)
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(await response.json()).toEqual(errors)
    })

    it.each([
      [{ message: '' }, ['message_blank']],
      [{ message: 'x'.repeat(1_025) }, ['message_exceed_max_chars']],
    ])('rejects the reply %j with 422 %j', async (body, errors) => {
      const uuid = '68f126b0-1ceb-4a33-88be-d90fa7109eee'
      const response = await post(`/api/activities/${uuid}/reply`, body)
      expect(response.status).toBe(422)
      expect(await response.json()).toEqual(errors)
    })
  })

  it('returns 404 for a request that belongs to home-activities', async () => {
    const response = await get('/api/activities/home')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'NO_SUCH_ROUTE' })
  })

  it('serves no fault routes by default', async () => {
    expect((await get('/faults/error')).status).toBe(404)
  })

  it('describes its routes', async () => {
    const { paths } = (await (await get('/openapi.json')).json()) as {
      paths: Record<string, { post?: { responses: Record<string, { content: object }> } }>
    }
    expect(Object.keys(paths['/api/activities']?.post?.responses['422']?.content ?? {})).toEqual([
      'application/json',
      'application/problem+json',
    ])
    expect(Object.keys(paths).sort()).toEqual([
      '/api/activities',
      '/api/activities/@{handle}',
      '/api/activities/{uuid}',
      '/api/activities/{uuid}/reply',
      '/api/people',
    ])
    expect((await get('/docs')).status).toBe(200)
  })
})
