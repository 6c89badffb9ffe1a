import { telemetryPlugin } from '@cruddur/telemetry'
import { startTestTelemetry } from '@cruddur/telemetry/testing'
import Fastify from 'fastify'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { inSubsegment } from '../../src/activities/in-subsegment.ts'

const telemetry = startTestTelemetry({ serviceName: 'user-activities' })

async function get(work: () => Promise<string[]>) {
  const app = Fastify()
  await app.register(telemetryPlugin, { telemetry: telemetry.telemetry })
  app.get('/', () => inSubsegment('show_user', work, ({ length }) => length))
  onTestFinished(() => app.close())
  return fetch(await app.listen({ host: '127.0.0.1', port: 0 }))
}

describe('in subsegment', () => {
  beforeEach(() => telemetry.clear())

  it('records a subsegment with metadata within the segment of the request', async () => {
    expect((await get(async () => ['a', 'b'])).status).toBe(200)
    await expect.poll(() => telemetry.segments.length).toBeGreaterThan(0)
    expect(telemetry).toHaveSegment({
      name: 'show_user',
      metadata: {
        'user-activities': { now: expect.stringMatching(/^\d{4}-.*Z$/), results_size: 2 },
      },
    })
  })

  it('marks the subsegment as a fault on failure', async () => {
    const response = await get(() => Promise.reject(new Error('no database')))
    expect(response.status).toBe(500)
    await expect.poll(() => telemetry.segments.length).toBeGreaterThan(0)
    expect(telemetry).toHaveSegment({ name: 'show_user', fault: true })
  })
})
