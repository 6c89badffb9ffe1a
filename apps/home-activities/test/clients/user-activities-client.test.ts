import { describe, expect, it, onTestFinished } from 'vitest'
import { RequestRefusedError, SourceUnavailableError } from '../../src/activities/activity.ts'
import { createUserActivitiesClient } from '../../src/clients/user-activities-client.ts'
import { activity, answers, startUserActivities } from '../support/user-activities-double.ts'

function clientOf(url: string, timeoutMillis = 5_000) {
  const client = createUserActivitiesClient({ url, timeoutMillis })
  onTestFinished(() => client.close())
  return client
}

describe('user-activities client', () => {
  it('requests a page and returns the cursor of the next one', async () => {
    const found = [activity('a')]
    const other = await startUserActivities(
      answers.list(found, { link: '</api/activities?limit=1&before=x%3Ay>; rel="next"' }),
    )
    const client = clientOf(`${other.url}/behind/`)
    expect(await client.list({ limit: 1, before: 'p_q' })).toEqual({
      activities: found,
      next: 'x:y',
    })
    expect(other.requests[0]?.url).toBe('/behind/api/activities?limit=1&before=p_q')
  })

  it('reuses connections', async () => {
    const other = await startUserActivities(answers.list([]))
    const client = clientOf(other.url)
    for (let times = 0; times < 10; times += 1) await client.list({ limit: 1 })
    const ports = new Set(other.requests.map(({ socket }) => socket.remotePort))
    expect(ports.size).toBeLessThanOrEqual(2)
  })

  it.each([
    ['an error', answers.status(500), /status 500/],
    ['too many requests', answers.status(429), /status 429/],
    ['a closed connection', answers.hangUp, /user-activities: /],
    ['a body that is not JSON', answers.garbage, /user-activities: /],
    ['other JSON', answers.list([{ uuid: 1 }]), /not a list of activities/],
    ['no response in time', answers.never, /no response within 300 ms/],
    ['half a response in time', answers.half, /no response within 300 ms/],
  ])('treats %s as unavailable', async (_what, answer, message) => {
    const other = await startUserActivities(answer)
    const listed = clientOf(other.url, 300).list({ limit: 1 })
    await expect(listed).rejects.toThrow(SourceUnavailableError)
    await expect(listed).rejects.toThrow(message)
  })

  it('treats a refused connection as unavailable', async () => {
    const other = await startUserActivities(answers.never)
    await other.stop()
    await expect(clientOf(other.url).list({ limit: 1 })).rejects.toThrow(/ECONNREFUSED/)
  })

  it('opens the circuit breaker after five failures; a rejected request is not a failure', async () => {
    const other = await startUserActivities(answers.status(500))
    const client = clientOf(other.url)
    for (let times = 0; times < 5; times += 1)
      await expect(client.list({ limit: 1 })).rejects.toThrow('status 500')
    await expect(client.list({ limit: 1 })).rejects.toThrow('circuit breaker open')
    expect(other.requests).toHaveLength(5)

    const refusing = await startUserActivities(answers.status(400))
    const unaffected = clientOf(refusing.url)
    for (let times = 0; times < 7; times += 1)
      await expect(unaffected.list({ limit: 1 })).rejects.toThrow(RequestRefusedError)
    expect(refusing.requests).toHaveLength(7)
  })
})
