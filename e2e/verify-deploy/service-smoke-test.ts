import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startPostgresServer } from '../../packages/postgres/src/testing/index.ts'
import { type Service, services, variablePrefix } from '../../scripts/services.ts'
import type { AppImage } from './build-app-image.ts'
import { consoleSmokeTest } from './console-smoke-test.ts'
import { reportedVersions, wrongVersions } from './running-version.ts'
import type { StartSmokeTest } from './smoke-test.ts'
import { runTask } from './start-app.ts'
import { startTelemetryBackend, type TelemetryBackend } from './telemetry-backend.ts'

const traceId = '5759e988bd862e3fe1be46a994272793'
const headers = { traceparent: `00-${traceId}-53995c3f42cd8ad8-01` }

/** Requests `path` and compares the status. */
async function expectStatus(port: number, path: string, status: number): Promise<string[]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  await response.body?.cancel()
  return response.status === status ? [] : [`${path} returned ${response.status}, not ${status}`]
}

/** Every signal of the request must arrive and report the version of the image. */
async function expectTelemetry(
  backend: TelemetryBackend,
  image: AppImage,
  service: string,
  port: number,
): Promise<string[]> {
  const { trace, missing } = await backend.arrivedSignals(traceId, service)
  const problems = missing.map((signal) => `did not arrive: ${signal}`)
  if (!trace) return problems
  const reported = await reportedVersions(trace, service, `http://127.0.0.1:${port}`)
  return [...problems, ...wrongVersions(reported, image.env.OTEL_SERVICE_VERSION)]
}

/** A double of a called service, whose lists are empty. */
async function startCallee() {
  const callee = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  }).listen(0, '127.0.0.1')
  await once(callee, 'listening')
  const { port } = callee.address() as AddressInfo
  const stop = () => {
    callee.closeAllConnections()
    callee.close()
  }
  return { url: `http://127.0.0.1:${port}`, stop }
}

/** Starts a database and migrates it twice. */
async function startDatabase(image: AppImage, prefix: string) {
  const postgres = await startPostgresServer()
  const DATABASE_URL = await postgres.createDatabase('cruddur')
  const env = { DATABASE_URL, [`${prefix}_SAMPLE_DATA`]: 'true' }
  await runTask(image, 'dist/migrate.js', env)
  const again = await runTask(image, 'dist/migrate.js', env)
  const problems = again.endsWith('nothing to apply') ? [] : [`the second migration: ${again}`]
  return { env, problems, stop: postgres.stop }
}

/** Requests the example and the fault of a service, which must leave all signals. */
const serviceSmokeTest =
  ({ name, storage, calls, example }: Service): StartSmokeTest =>
  async (image, folder, port) => {
    const prefix = variablePrefix(name)
    const backend = await startTelemetryBackend(folder)
    const callee = await startCallee()
    const database = storage === 'postgres' ? await startDatabase(image, prefix) : undefined
    const urls = calls.map((called) => [`${variablePrefix(called)}_URL`, callee.url] as const)
    return {
      env: {
        ...backend.env,
        PORT: String(port),
        [`${prefix}_FAULTS`]: 'true',
        ...database?.env,
        ...Object.fromEntries(urls),
      },
      async call() {
        return [
          ...(database?.problems ?? []),
          ...(await expectStatus(port, example, 200)),
          ...(await expectStatus(port, '/faults/error', 500)),
          ...(await expectTelemetry(backend, image, name, port)),
        ]
      },
      async close() {
        callee.stop()
        await database?.stop()
        await backend.close()
      },
    }
  }

export function smokeTestOf(app: string): StartSmokeTest {
  const service = services.find(({ name }) => name === app)
  return service ? serviceSmokeTest(service) : consoleSmokeTest
}
