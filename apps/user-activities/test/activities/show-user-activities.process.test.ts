import { telemetryPlugin } from '@cruddur/telemetry'
import { startTestTelemetry } from '@cruddur/telemetry/testing'
import Fastify from 'fastify'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { ActivitiesRepository } from '../../src/activities/activities-repository.ts'
import { showUserActivities } from '../../src/activities/show-user-activities.ts'

const telemetry = startTestTelemetry({ serviceName: 'user-activities' })

async function get(listOf: ActivitiesRepository['listOf']) {
  const app = Fastify()
  await app.register(telemetryPlugin, { telemetry: telemetry.telemetry })
  const repository = { listOf } as ActivitiesRepository
  app.get('/', async () => (await showUserActivities(repository, 'worf', { limit: 1 })) ?? {})
  onTestFinished(() => app.close())
  return fetch(await app.listen({ host: '127.0.0.1', port: 0 }))
}

describe('show user activities', () => {
  beforeEach(() => telemetry.clear())

  it('records a subsegment with metadata within the segment of the request', async () => {
    expect((await get(async () => ({ activities: [] }))).status).toBe(200)
    await expect.poll(() => telemetry.segments.length).toBeGreaterThan(0)
    expect(telemetry).toHaveSegment({
      name: 'user_activities',
      metadata: {
        'user-activities': { now: expect.stringMatching(/^\d{4}-.*Z$/), results_size: 0 },
      },
    })
  })

  it('marks the subsegment as a fault on failure', async () => {
    const response = await get(() => Promise.reject(new Error('no database')))
    expect(response.status).toBe(500)
    await expect.poll(() => telemetry.segments.length).toBeGreaterThan(0)
    expect(telemetry).toHaveSegment({ name: 'user_activities', fault: true })
  })
})
