import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { SegmentsConfig } from '../../src/config/segments-variables.ts'
import { type CheckedConfig, runChecks } from '../../src/doctor/run-checks.ts'

const off: CheckedConfig = {
  spans: { destination: { off: 'OTEL_EXPORTER_OTLP_ENDPOINT is not set' }, headers: {} },
  segments: {
    exporter: { kind: 'off', reason: 'AWS_XRAY_DAEMON_ADDRESS is not set' },
    onEcs: false,
  },
  logs: { cloudWatch: { offReason: 'AWS_REGION is not set' } },
  errorReports: {
    accessToken: undefined,
    endpoint: 'https://api.rollbar.com/api/1/item/',
    occurrencesPerMinute: 60,
  },
  metrics: { destination: { off: 'OTEL_EXPORTER_OTLP_ENDPOINT is not set' }, headers: {} },
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

const respondingWith = (status: number, body = '{}', headers = {}) =>
  serve((request, response) => {
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })

/** An address without a listener. */
async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}

async function find(
  signal: keyof CheckedConfig,
  config: Partial<CheckedConfig>,
  timeoutMillis = 10_000,
) {
  const results = await runChecks({ ...off, ...config }, { timeoutMillis })
  return results.find((finding) => finding.signal === signal)
}

const spans = (url: string, headers = {}) => ({ spans: { destination: { url }, headers } })
const errorReports = (endpoint: string) => ({
  errorReports: { accessToken: 'secret-access-token', endpoint, occurrencesPerMinute: 60 },
})
const logs = (endpoint: string) => ({
  logs: {
    cloudWatch: {
      region: 'us-east-1',
      endpoint,
      group: 'cruddur',
      stream: undefined,
      retentionDays: undefined,
      maxEventBytes: 262_144,
      intervalMillis: 1000,
    },
  },
})

test('reports unconfigured signals as off, with the variable that enables them', async () => {
  const results = await runChecks(off, { timeoutMillis: 1000 })
  expect(results.map(({ signal, state }) => [signal, state])).toEqual([
    ['spans', 'off'],
    ['segments', 'off'],
    ['logs', 'off'],
    ['errorReports', 'off'],
    ['metrics', 'off'],
  ])
  expect(results.map(({ message }) => message)).toEqual([
    'OTEL_EXPORTER_OTLP_ENDPOINT is not set',
    'AWS_XRAY_DAEMON_ADDRESS is not set',
    'AWS_REGION is not set',
    'ROLLBAR_ACCESS_TOKEN is not set',
    'OTEL_EXPORTER_OTLP_ENDPOINT is not set',
  ])
})

test.each([
  [200, 'ok', 'accepts spans'],
  [401, 'failed', 'rejects the credentials'],
  [404, 'failed', 'is not an OTLP endpoint'],
  [503, 'unsure', 'responds with HTTP 503'],
  [302, 'failed', 'responds with HTTP 302'],
])('a span backend that responds with %i is %s', async (status, state, message) => {
  const url = await respondingWith(status)
  const finding = await find(
    'spans',
    spans(`${url}/v1/traces`, { 'x-honeycomb-team': 'secret-key' }),
  )
  expect(finding).toMatchObject({ state, destination: `${url}/v1/traces` })
  expect(finding?.message).toContain(message)
  expect(JSON.stringify(finding)).not.toContain('secret-key')
})

test.each([
  [400, 'ok', 'accepts the access token'],
  [422, 'ok', 'accepts the access token'],
  [403, 'failed', 'rejects the access token'],
  [404, 'failed', 'is not a Rollbar item endpoint'],
  [429, 'unsure', 'responds with HTTP 429'],
])('a Rollbar that responds with %i is %s', async (status, state, message) => {
  const finding = await find(
    'errorReports',
    errorReports(await respondingWith(status, '{"err":1}')),
  )
  expect(finding).toMatchObject({ state })
  expect(finding?.message).toContain(message)
  expect(JSON.stringify(finding)).not.toContain('secret-access-token')
})

test.each([
  ['InvalidParameterException', 400, 'ok', 'accepts log events'],
  ['ResourceNotFoundException', 400, 'ok', 'created at start'],
  ['AccessDeniedException', 400, 'failed', 'lack permission to write'],
  ['UnrecognizedClientException', 400, 'failed', 'missing or invalid'],
  ['ThrottlingException', 400, 'unsure', 'temporarily refuses requests'],
])('a CloudWatch that responds with %s (%i) is %s', async (type, status, state, message) => {
  const url = await respondingWith(status, JSON.stringify({ __type: type, message: type }), {
    'content-type': 'application/x-amz-json-1.1',
  })
  const finding = await find('logs', logs(url))
  expect(finding).toMatchObject({ state, destination: `group cruddur, ${url}` })
  expect(finding?.message).toContain(message)
})

test.each([
  [200, 'ok', 'accepts metrics'],
  [404, 'failed', 'is not an OTLP endpoint'],
])('a metrics backend that responds with %i is %s', async (status, state, message) => {
  const url = await respondingWith(status)
  const finding = await find('metrics', { metrics: { destination: { url }, headers: {} } })
  expect(finding).toMatchObject({ state, destination: url })
  expect(finding?.message).toContain(message)
})

test('reports a closed port with the variable to correct', async () => {
  const url = `http://127.0.0.1:${await closedPort()}`
  const results = await runChecks(
    { ...off, ...spans(url), ...logs(url), ...errorReports(url) },
    { timeoutMillis: 10_000 },
  )
  expect(results.filter(({ state }) => state === 'failed')).toMatchObject([
    {
      message: 'connection refused',
      advice: expect.stringContaining('OTEL_EXPORTER_OTLP_ENDPOINT'),
    },
    { message: 'connection refused', advice: expect.stringContaining('AWS_ENDPOINT_URL') },
    { message: 'connection refused', advice: expect.stringContaining('ROLLBAR_ENDPOINT') },
  ])
})

test('a host that accepts connections and never responds takes no longer than the timeout', async () => {
  const url = await serve(() => undefined)
  const start = performance.now()
  const results = await runChecks(
    { ...off, ...spans(url), ...logs(url), ...errorReports(url) },
    { timeoutMillis: 300 },
  )
  expect(performance.now() - start).toBeLessThan(8000)
  expect(results.filter(({ state }) => state === 'failed').map(({ message }) => message)).toEqual(
    Array.from({ length: 3 }, () => 'no response within 300 ms'),
  )
})

async function startDaemon(status: number): Promise<SegmentsConfig> {
  const url = new URL(await respondingWith(status))
  const udp = createSocket('udp4').bind(0, '127.0.0.1')
  await once(udp, 'listening')
  onTestFinished(() => void udp.close())
  return {
    exporter: { kind: 'daemon' },
    daemon: {
      udp: { host: '127.0.0.1', port: udp.address().port },
      tcp: { host: '127.0.0.1', port: Number(url.port) },
    },
    onEcs: false,
  }
}

test('a daemon that returns sampling rules is ok', async () => {
  const segments = await startDaemon(200)
  expect(await find('segments', { segments })).toMatchObject({ state: 'ok' })
})

test('a daemon without AWS permission is failed', async () => {
  const segments = await startDaemon(403)
  expect(await find('segments', { segments })).toMatchObject({
    state: 'failed',
    message: 'the daemon cannot fetch sampling rules from AWS (HTTP 403)',
    advice: expect.stringContaining('AWSXRayDaemonWriteAccess'),
  })
})

test('reports the closed UDP and TCP ports of a daemon', async () => {
  const up = await startDaemon(200)
  const closed = { host: '127.0.0.1', port: await closedPort() }
  const { daemon } = up
  if (!daemon) throw new Error('no daemon')
  expect(
    await find('segments', { segments: { ...up, daemon: { ...daemon, tcp: closed } } }),
  ).toMatchObject({ state: 'failed', message: expect.stringContaining('TCP: connection refused') })
  expect(
    await find('segments', { segments: { ...up, daemon: { ...daemon, udp: closed } } }),
  ).toMatchObject({ state: 'failed', message: 'UDP: connection refused' })
})

test('reports a daemon whose host name cannot be resolved', async () => {
  const nowhere = { host: 'nowhere.invalid', port: 2000 }
  const segments = {
    exporter: { kind: 'daemon' },
    daemon: { udp: nowhere, tcp: nowhere },
    onEcs: false,
  } as const
  expect(await find('segments', { segments })).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('the host name cannot be resolved'),
  })
})

test.each([
  [200, 'ok', 'accepts spans'],
  [403, 'failed', 'rejects the credentials or the signature'],
  [503, 'unsure', 'responds with HTTP 503'],
])(
  'an OTLP endpoint of X-Ray that responds with %i to a signed request is %s',
  async (status, state, message) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret-of-the-test')
    onTestFinished(() => void vi.unstubAllEnvs())
    const signatures: unknown[] = []
    const url = await serve((request, response) => {
      signatures.push(request.headers.authorization)
      response.writeHead(status).end()
    })
    const tracesUrl = `${url}/v1/traces`
    const segments = {
      exporter: { kind: 'otlp', tracesUrl, region: 'eu-central-1' },
      onEcs: false,
    } as const
    const finding = await find('segments', { segments })
    expect(finding).toMatchObject({ state, destination: tracesUrl })
    expect(finding?.message).toContain(message)
    expect(signatures).toEqual([
      expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/xray\//,
      ),
    ])
  },
)
