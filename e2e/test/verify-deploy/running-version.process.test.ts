import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  freePort,
  type RunningService,
  startService,
} from '../../../packages/fastify-service/src/testing/index.ts'
import { reportedVersions, wrongVersions } from '../../verify-deploy/running-version.ts'
import {
  startTelemetryBackend,
  type TelemetryBackend,
} from '../../verify-deploy/telemetry-backend.ts'
import { repository } from '../support/run-script.ts'

const traceId = '5759e988bd862e3fe1be46a994272793'
const version = '1.2.3-test.4'

let folder: string
let backend: TelemetryBackend
let service: RunningService

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'running-version-'))
  backend = await startTelemetryBackend(folder)
  service = await startService(join(repository, 'apps/home-activities'), {
    ...backend.env,
    OTEL_SERVICE_NAME: 'home-activities',
    OTEL_SERVICE_VERSION: version,
    CODE_VERSION: '0a1b2c3',
    // Unreachable, so the request fails and appears in every signal.
    USER_ACTIVITIES_URL: `http://127.0.0.1:${await freePort()}`,
  })
}, 60_000)

afterAll(async () => {
  service?.kill('SIGTERM')
  await service?.ended
  await backend?.close()
  await rm(folder, { recursive: true, force: true })
}, 60_000)

test('the running version is in the span, the segment, the log line, the error report and /health/live', async () => {
  const response = await fetch(`${service.url}/api/activities/home`, {
    headers: { traceparent: `00-${traceId}-53995c3f42cd8ad8-01` },
  })
  expect(response.status).toBe(503)
  const { trace, missing } = await backend.arrivedSignals(traceId, 'home-activities')
  expect(missing).toEqual([])
  if (!trace) return expect.fail('no trace')

  const reported = await reportedVersions(trace, 'home-activities', service.url)
  expect(reported).toEqual({
    span: version,
    segment: version,
    'log line': version,
    'error report': version,
    '/health/live': version,
  })
  expect(wrongVersions(reported, version)).toEqual([])
  expect(trace.errors?.map(({ codeVersion }) => codeVersion)).toContain('0a1b2c3')
})

test('another version, or none, is named with its place', () => {
  expect(wrongVersions({ span: '1', segment: undefined, 'log line': '2' }, '1')).toEqual([
    'segment reports version undefined, not 1',
    'log line reports version 2, not 1',
  ])
})
