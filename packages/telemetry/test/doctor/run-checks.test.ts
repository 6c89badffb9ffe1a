import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runChecks } from '../../src/doctor/run-checks.ts'
import { loadConfig } from '../../src/load-config.ts'
import type { SignalName } from '../../src/signals/registry.ts'

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

type Environment = Readonly<Record<string, string>>

const check = (environment: Environment, timeoutMillis = 10_000) =>
  runChecks(loadConfig(environment), { timeoutMillis })

async function find(signal: SignalName, environment: Environment) {
  return (await check(environment)).find((result) => result.signal === signal)
}

const spans = (url: string) => ({
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_HEADERS: 'x-honeycomb-team=secret-key',
})
const errorReports = (endpoint: string) => ({
  ROLLBAR_ACCESS_TOKEN: 'secret-access-token',
  ROLLBAR_ENDPOINT: endpoint,
})
const cloudWatch = (endpoint: string) => ({
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint,
})

test('reports unconfigured signals as off, with the variable that enables them', async () => {
  const results = await check({})
  expect(results.map(({ signal, state }) => [signal, state])).toEqual([
    ['spans', 'off'],
    ['segments', 'off'],
    ['metrics', 'off'],
    ['errorReports', 'off'],
    ['logs', 'off'],
  ])
  expect(results.map(({ message }) => message)).toEqual([
    'OTEL_EXPORTER_OTLP_ENDPOINT is not set',
    'AWS_XRAY_DAEMON_ADDRESS is not set',
    'OTEL_EXPORTER_OTLP_ENDPOINT is not set',
    'ROLLBAR_ACCESS_TOKEN is not set',
    'AWS_REGION is not set',
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
  const finding = await find('spans', spans(`${url}/v1/traces`))
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
  ['ThrottlingException', 400, 'unsure', 'temporarily rejects requests'],
])('a CloudWatch that responds with %s (%i) is %s', async (type, status, state, message) => {
  const url = await respondingWith(status, JSON.stringify({ __type: type, message: type }), {
    'content-type': 'application/x-amz-json-1.1',
  })
  const finding = await find('logs', cloudWatch(url))
  expect(finding).toMatchObject({ state, destination: `group cruddur, ${url}` })
  expect(finding?.message).toContain(message)
})

test.each([
  ['metrics', '/v1/metrics', 200, 'ok', 'accepts metrics'],
  ['metrics', '/v1/metrics', 404, 'failed', 'is not an OTLP endpoint'],
  ['logs', '/v1/logs', 200, 'ok', 'accepts logs'],
  ['logs', '/v1/logs', 401, 'failed', 'headers sent: x-honeycomb-team'],
  ['logs', '/v1/logs', 404, 'failed', 'is not an OTLP endpoint'],
  ['logs', '/v1/logs', 503, 'unsure', 'responds with HTTP 503'],
] as const)(
  'an OTLP backend for %s at %s that responds with %i is %s',
  async (signal, path, status, state, message) => {
    const url = await respondingWith(status)
    const finding = await find(signal, {
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-honeycomb-team=secret-key',
    })
    expect(finding).toMatchObject({ state, destination: url + path })
    expect(finding?.message).toContain(message)
    expect(JSON.stringify(finding)).not.toContain('secret-key')
  },
)

test('reports a closed port with the variable to correct', async () => {
  const url = `http://127.0.0.1:${await closedPort()}`
  const results = await check({ ...spans(url), ...cloudWatch(url), ...errorReports(url) })
  expect(results.filter(({ state }) => state === 'failed')).toMatchObject([
    {
      message: 'connection refused',
      advice: expect.stringContaining('OTEL_EXPORTER_OTLP_ENDPOINT'),
    },
    { message: 'connection refused', advice: expect.stringContaining('ROLLBAR_ENDPOINT') },
    { message: 'connection refused', advice: expect.stringContaining('AWS_ENDPOINT_URL') },
  ])
})

test('a host that accepts connections and never responds takes no longer than the timeout', async () => {
  const url = await serve(() => undefined)
  const start = performance.now()
  const results = await check({ ...spans(url), ...cloudWatch(url), ...errorReports(url) }, 300)
  expect(performance.now() - start).toBeLessThan(8000)
  expect(results.filter(({ state }) => state === 'failed').map(({ message }) => message)).toEqual(
    Array.from({ length: 3 }, () => 'no response within 300 ms'),
  )
})

/** The ports of a daemon. */
async function startDaemon(status: number) {
  const url = new URL(await respondingWith(status))
  const udp = createSocket('udp4').bind(0, '127.0.0.1')
  await once(udp, 'listening')
  onTestFinished(() => void udp.close())
  return { udp: udp.address().port, tcp: Number(url.port) }
}

const daemon = ({ udp, tcp }: { readonly udp: number; readonly tcp: number }) => ({
  AWS_XRAY_DAEMON_ADDRESS: `udp:127.0.0.1:${udp} tcp:127.0.0.1:${tcp}`,
})

test('a daemon that returns sampling rules is ok', async () => {
  expect(await find('segments', daemon(await startDaemon(200)))).toMatchObject({ state: 'ok' })
})

test('a daemon without AWS permission is failed', async () => {
  expect(await find('segments', daemon(await startDaemon(403)))).toMatchObject({
    state: 'failed',
    message: 'the daemon cannot fetch sampling rules from AWS (HTTP 403)',
    advice: expect.stringContaining('AWSXRayDaemonWriteAccess'),
  })
})

test('reports the closed UDP and TCP ports of a daemon', async () => {
  const up = await startDaemon(200)
  const closed = await closedPort()
  expect(await find('segments', daemon({ ...up, tcp: closed }))).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('TCP: connection refused'),
  })
  expect(await find('segments', daemon({ ...up, udp: closed }))).toMatchObject({
    state: 'failed',
    message: 'UDP: connection refused',
  })
})

test('reports a daemon whose host name cannot be resolved', async () => {
  const environment = { AWS_XRAY_DAEMON_ADDRESS: 'nowhere.invalid:2000' }
  expect(await find('segments', environment)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('the host name cannot be resolved'),
  })
})

test.each([
  [200, 'ok', 'accepts segments'],
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
    const finding = await find('segments', {
      TELEMETRY_XRAY_EXPORTER: 'otlp',
      AWS_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL_XRAY: url,
    })
    expect(finding).toMatchObject({ state, destination: tracesUrl })
    expect(finding?.message).toContain(message)
    expect(signatures).toEqual([
      expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/xray\//,
      ),
    ])
  },
)
