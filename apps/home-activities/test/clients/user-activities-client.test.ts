import { describe, expect, it, onTestFinished } from 'vitest'
import { RequestRefusedError, SourceUnavailableError } from '../../src/activities/activity.ts'
import { createUserActivitiesClient } from '../../src/clients/user-activities-client.ts'
import { activity, answers, startUserActivities } from '../support/user-activities-double.ts'

function clientOf(url: string, timeoutMillis = 5_000) {
  const client = createUserActivitiesClient({ url, timeoutMillis })
  onTestFinished(() => client.close())
  return client
}

describe('the client of user-activities', () => {
  it('asks for a page and finds where the next one begins', async () => {
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

  it('uses its connections again', async () => {
    const other = await startUserActivities(answers.list([]))
    const client = clientOf(other.url)
    for (let times = 0; times < 10; times += 1) await client.list({ limit: 1 })
    const ports = new Set(other.requests.map(({ socket }) => socket.remotePort))
    expect(ports.size).toBeLessThanOrEqual(2)
  })

  it.each([
    ['an error', answers.status(500), /it answered 500/],
    ['too many requests', answers.status(429), /it answered 429/],
    ['a connection that ends', answers.hangUp, /user-activities: /],
    ['no JSON', answers.garbage, /user-activities: /],
    ['something else', answers.list([{ uuid: 1 }]), /not a list of activities/],
    ['nothing in time', answers.never, /no answer within 300 ms/],
    ['half an answer in time', answers.half, /no answer within 300 ms/],
  ])('takes %s for unavailable', async (_what, answer, message) => {
    const other = await startUserActivities(answer)
    const asked = clientOf(other.url, 300).list({ limit: 1 })
    await expect(asked).rejects.toThrow(SourceUnavailableError)
    await expect(asked).rejects.toThrow(message)
  })

  it('takes nobody there for unavailable', async () => {
    const other = await startUserActivities(answers.never)
    await other.stop()
    await expect(clientOf(other.url).list({ limit: 1 })).rejects.toThrow(/ECONNREFUSED/)
  })

  it('stops asking after five failures, without waiting, and a refused request is none', async () => {
    const other = await startUserActivities(answers.status(500))
    const client = clientOf(other.url)
    for (let times = 0; times < 5; times += 1)
      await expect(client.list({ limit: 1 })).rejects.toThrow('it answered 500')
    await expect(client.list({ limit: 1 })).rejects.toThrow('not asked, it failed just before')
    expect(other.requests).toHaveLength(5)

    const refusing = await startUserActivities(answers.status(400))
    const patient = clientOf(refusing.url)
    for (let times = 0; times < 7; times += 1)
      await expect(patient.list({ limit: 1 })).rejects.toThrow(RequestRefusedError)
    expect(refusing.requests).toHaveLength(7)
  })
})
