import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startPostgresServer } from '../../apps/user-activities/test/support/postgres-server.ts'
import type { AppImage, AppName } from './build-app-image.ts'
import { exerciseConsole } from './exercise-console.ts'
import { toldVersions, wrongVersions } from './running-version.ts'
import type { Exercise } from './scene.ts'
import { runTask } from './start-app.ts'
import { startTelemetryBackend, type TelemetryBackend } from './telemetry-backend.ts'

const traceId = '5759e988bd862e3fe1be46a994272793'
const headers = { traceparent: `00-${traceId}-53995c3f42cd8ad8-01` }

/** Asks for `path`; the answer must have the status. */
async function expectStatus(port: number, path: string, status: number): Promise<string[]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  await response.body?.cancel()
  return response.status === status ? [] : [`${path} answered ${response.status}, not ${status}`]
}

/** All four signals of the request must be there, and tell the version of the image. */
async function expectTelemetry(
  backend: TelemetryBackend,
  image: AppImage,
  service: string,
  port: number,
): Promise<string[]> {
  const { trace, missing } = await backend.arrivedSignals(traceId, service)
  const problems = missing.map((signal) => `did not arrive: ${signal}`)
  if (!trace) return problems
  const told = await toldVersions(trace, service, `http://127.0.0.1:${port}`)
  return [...problems, ...wrongVersions(told, image.env.OTEL_SERVICE_VERSION)]
}

const exerciseUserActivities: Exercise = async (image, folder, port) => {
  const backend = await startTelemetryBackend(folder)
  const postgres = await startPostgresServer()
  const DATABASE_URL = await postgres.createDatabase('cruddur')
  const migration = { DATABASE_URL, USER_ACTIVITIES_SAMPLE_DATA: 'true' }
  await runTask(image, 'dist/migrate.js', migration)
  const again = await runTask(image, 'dist/migrate.js', migration)
  return {
    env: { ...backend.env, PORT: String(port), DATABASE_URL, USER_ACTIVITIES_FAULTS: 'true' },
    async call() {
      const problems = again.endsWith('nothing to apply')
        ? []
        : [`the second migration said ${again}`]
      problems.push(...(await expectStatus(port, '/api/activities?limit=5', 200)))
      problems.push(...(await expectStatus(port, '/faults/error', 500)))
      problems.push(...(await expectTelemetry(backend, image, 'user-activities', port)))
      return problems
    },
    async close() {
      await postgres.stop()
      await backend.close()
    },
  }
}

const exerciseHomeActivities: Exercise = async (image, folder, port) => {
  const backend = await startTelemetryBackend(folder)
  // Knows one page; any other is its error, and so home's.
  const userActivities = createServer((request, response) => {
    const known = request.url?.endsWith('limit=5')
    response.writeHead(known ? 200 : 500, { 'content-type': 'application/json' }).end('[]')
  }).listen(0, '127.0.0.1')
  await once(userActivities, 'listening')
  const { port: userPort } = userActivities.address() as AddressInfo
  return {
    env: {
      ...backend.env,
      PORT: String(port),
      USER_ACTIVITIES_URL: `http://127.0.0.1:${userPort}`,
    },
    async call() {
      const problems = await expectStatus(port, '/api/activities/home?limit=5', 200)
      problems.push(...(await expectStatus(port, '/api/activities/home?limit=6', 503)))
      problems.push(...(await expectTelemetry(backend, image, 'home-activities', port)))
      return problems
    },
    async close() {
      userActivities.closeAllConnections()
      userActivities.close()
      await backend.close()
    },
  }
}

export const exercise: Record<AppName, Exercise> = {
  'home-activities': exerciseHomeActivities,
  'user-activities': exerciseUserActivities,
  console: exerciseConsole,
}
