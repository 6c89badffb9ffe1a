import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningService, startService } from '@cruddur/fastify-service/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('the routes of user-activities', { timeout: 60_000 }, () => {
  let service: RunningService
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'routes-'))
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
    const response = await get('/api/activities/@nobody')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'UNKNOWN_HANDLE',
      detail: 'Unknown handle "nobody"',
    })
  })

  it('pages by the Link header until there is none', async () => {
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
  ])('rejects ?%s with what is allowed', async (query, where, detail) => {
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
    ['no handle', { handle: undefined }, 'body'],
    ['something unknown', { colour: 'red' }, 'body'],
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

  it('returns 404 or 422 for what does not exist', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000'
    const hello = { handle: 'ada', message: 'Hello' }
    expect((await get(`/api/activities/${nowhere}`)).status).toBe(404)
    expect((await get('/api/activities/not-a-uuid')).status).toBe(400)
    expect((await post(`/api/activities/${nowhere}/reply`, hello)).status).toBe(404)
    const stranger = { ...hello, handle: 'nobody', ttl: '1-day' }
    expect((await post('/api/activities', stranger)).status).toBe(422)
  })

  it('serves no fault routes by default', async () => {
    expect((await get('/faults/error')).status).toBe(404)
  })

  it('describes its routes', async () => {
    const { paths } = (await (await get('/openapi.json')).json()) as { paths: object }
    expect(Object.keys(paths).sort()).toEqual([
      '/api/activities',
      '/api/activities/@{handle}',
      '/api/activities/{uuid}',
      '/api/activities/{uuid}/reply',
    ])
    expect((await get('/docs')).status).toBe(200)
  })
})
