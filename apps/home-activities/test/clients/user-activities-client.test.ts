import { describe, expect, it, onTestFinished } from 'vitest'
import { RequestRefusedError, SourceUnavailableError } from '../../src/activities/activity.ts'
import { createUserActivitiesClient } from '../../src/clients/user-activities-client.ts'
import { activity, responses, startUserActivities } from '../support/user-activities-double.ts'

function clientOf(url: string, timeoutMillis = 5_000) {
  const client = createUserActivitiesClient({ url, timeoutMillis })
  onTestFinished(() => client.close())
  return client
}

describe('user-activities client', () => {
  it('requests a page and returns the cursor of the next one', async () => {
    const found = [activity('a')]
    const other = await startUserActivities(
      responses.list(found, { link: '</api/activities?limit=1&before=x%3Ay>; rel="next"' }),
    )
    const client = clientOf(`${other.url}/behind/`)
    expect(await client.list({ limit: 1, before: 'p_q' })).toEqual({
      activities: found,
      next: 'x:y',
    })
    expect(other.requests[0]?.url).toBe('/behind/api/activities?limit=1&before=p_q')
  })

  it('accepts a response of an older or newer version', async () => {
    const { uuid, handle, message, created_at, expires_at } = activity('a')
    const required = { uuid, handle, message, created_at, expires_at }
    const other = await startUserActivities(responses.list([{ ...required, language: 'tlh' }]))
    const { activities } = await clientOf(other.url).list({ limit: 1 })
    expect(activities).toEqual([
      {
        ...required,
        display_name: handle,
        likes_count: 0,
        replies_count: 0,
        reposts_count: 0,
        replies: [],
      },
    ])
  })

  it.each([
    ['an error', responses.status(500), /^user-activities: status 500$/],
    ['other JSON', responses.list([{ uuid: 1 }]), /not a list of activities/],
    ['no response in time', responses.never, /no response within 300 ms/],
  ])('treats %s as unavailable', async (_what, respond, message) => {
    const other = await startUserActivities(respond)
    const listed = clientOf(other.url, 300).list({ limit: 1 })
    await expect(listed).rejects.toThrow(SourceUnavailableError)
    await expect(listed).rejects.toThrow(message)
  })

  it('keeps the code of a rejected request', async () => {
    const problem = { code: 'FST_ERR_VALIDATION', detail: 'limit must be >= 1' }
    const other = await startUserActivities(responses.status(400, {}, problem))
    const listed = clientOf(other.url).list({ limit: 0 })
    await expect(listed).rejects.toThrow(RequestRefusedError)
    await expect(listed).rejects.toMatchObject({ code: problem.code, message: problem.detail })
  })
})
