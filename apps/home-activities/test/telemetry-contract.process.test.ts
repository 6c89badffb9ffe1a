import { startTestTelemetry, telemetryContract } from '@cruddur/telemetry/testing'
import { expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { activity, responses, startUserActivities } from './support/user-activities-double.ts'

const telemetry = startTestTelemetry({ serviceName: 'home-activities' })

test('the telemetry of all routes is that of telemetry.json', async () => {
  const other = await startUserActivities(responses.list([activity('a')]))
  const config = loadConfig({
    USER_ACTIVITIES_URL: other.url,
    HOME_ACTIVITIES_FAULTS: 'true',
    // A busy machine is slow, not broken.
    USER_ACTIVITIES_TIMEOUT_MILLIS: '20000',
    MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
  })
  const app = await buildApp({ config, telemetry: telemetry.telemetry })
  onTestFinished(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  telemetry.clear()
  const get = async (path: string) => (await fetch(`${url}${path}`)).status

  const home = '/api/activities/home'
  expect(await get(home)).toBe(200)
  expect(await get(`${home}?limit=0`)).toBe(400)
  other.respond = responses.status(503)
  // From the stale cache, and a page that is not in it.
  expect(await get(home)).toBe(200)
  expect(await get(`${home}?limit=2`)).toBe(503)
  expect(await get('/faults/error')).toBe(500)
  expect(await get('/rollbar/test')).toBe(200)

  await expect.poll(() => telemetry.spans.filter(({ kind }) => kind === 'server').length).toBe(6)
  await telemetry.settle()
  const file = process.env.TELEMETRY_CONTRACT ?? '../telemetry.json'
  await expect(telemetryContract(telemetry)).toMatchFileSnapshot(file)
})
