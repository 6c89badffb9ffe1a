import { rm } from 'node:fs/promises'
import { startTestTelemetry, telemetryContract } from '@cruddur/telemetry/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

const telemetry = startTestTelemetry({ serviceName: 'user-activities' })
// Loaded afterwards, so that queries have spans.
const { buildApp } = await import('../src/app.ts')
const { loadConfig } = await import('../src/config.ts')
const { fillOf, migrations } = await import('../src/database.ts')
const { startDatabase } = await import('@cruddur/postgres')
const { embeddedDataFolder } = await import('@cruddur/postgres/testing')

let folder: string
beforeAll(async () => {
  folder = await embeddedDataFolder()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the telemetry of all routes is that of telemetry.json', async () => {
  const config = loadConfig({
    USER_ACTIVITIES_DATA_DIR: folder,
    USER_ACTIVITIES_FAULTS: 'true',
    // A busy machine is slow, not broken.
    USER_ACTIVITIES_STATEMENT_TIMEOUT_MILLIS: '60000',
    MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
  })
  const { logger } = telemetry.telemetry
  const database = await startDatabase(config.database, {
    migrations,
    fill: fillOf(config),
    logger,
  })
  const app = await buildApp({ config, database, telemetry: telemetry.telemetry })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  telemetry.clear()
  const get = (path: string) => fetch(`${url}${path}`)
  const post = (path: string, body: object) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': path },
      body: JSON.stringify(body),
    })

  const [activity] = (await (await get('/api/activities')).json()) as { uuid: string }[]
  const message = { handle: 'worf', message: 'Today is a good day' }
  const responses = [
    await get('/api/activities/@worf'),
    await get(`/api/activities/${activity?.uuid}`),
    await post('/api/activities', { ...message, ttl: '7-days' }),
    await post(`/api/activities/${activity?.uuid}/reply`, message),
    await post('/api/people', { handle: 'alexander', display_name: 'Alexander' }),
    await get('/api/activities/@picard'),
    await get('/faults/error'),
    await get('/faults/slow?seconds=0.01'),
    await get('/rollbar/test'),
  ]
  expect(responses.map(({ status }) => status)).toEqual([
    ...[200, 200, 201, 201, 201, 404, 500, 200, 200],
  ])

  await expect
    .poll(() => telemetry.spans.filter(({ kind }) => kind === 'server').length)
    .toBe(responses.length + 1)
  await telemetry.settle()
  await app.close()
  const file = process.env.TELEMETRY_CONTRACT ?? '../telemetry.json'
  await expect(telemetryContract(telemetry)).toMatchFileSnapshot(file)
})
