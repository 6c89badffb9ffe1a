import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { startBackends } from './support/backends.ts'
import { startRefusingPostgres } from './support/postgres-that-refuses.ts'
import { startServiceProcess } from './support/service-process.ts'

/** One secret per input, so a leak identifies its source. */
const canary = (way: string) => `canary4${way}7f3a9`

const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${canary('jwt')}`
const headers = {
  authorization: `Bearer ${canary('authorization')}`,
  cookie: `sid=${canary('cookie')}`,
  'x-api-key': canary('apikey'),
  'x-honeycomb-team': canary('honeycomb'),
  'x-amz-security-token': canary('amztoken'),
  'x-csrf-token': canary('csrf'),
  'x-forwarded-note': `jwt ${jwt}`,
  referer: `https://app.example/?code=${canary('referer')}`,
  'user-agent': `bot/1.0 (token=${canary('useragent')})`,
  'x-auth-key': canary('authkey'),
  'ocp-apim-subscription-key': canary('subscription'),
}
const body = {
  password: canary('password'),
  nested: { client_secret: canary('nested'), list: [{ token: canary('list') }] },
  note: `Bearer ${canary('note')}`,
  card: '4111 1111 1111 1111',
}

/** The raw datagrams. */
async function startUdpSink() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const datagrams: Buffer[] = []
  socket.on('message', (datagram) => datagrams.push(datagram))
  onTestFinished(() => void socket.close())
  return { address: `127.0.0.1:${socket.address().port}`, datagrams }
}

test.each(['cloudwatch', 'otlp'])(
  'no secret of a request, an error or a query reaches any backend; logs to %s',
  expectNoLeak,
)

async function expectNoLeak(logs: string): Promise<void> {
  const backends = await startBackends()
  const daemon = await startUdpSink()
  const postgres = await startRefusingPostgres(
    `invalid input syntax for type uuid: "${canary('pgmessage')}"`,
    `Key (email)=(${canary('pgdetail')}) already exists.`,
  )
  onTestFinished(async () => {
    postgres.close()
    await backends.close()
  })
  const service = await startServiceProcess('secrets-service.ts', {
    ...backends.environment,
    TELEMETRY_LOGS_EXPORTER: logs,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${backends.otlp.url}/v1/traces?key=${canary('endpoint')}`,
    OTEL_RESOURCE_ATTRIBUTES: `team=a,api.key=${canary('resource')}`,
    AWS_XRAY_DAEMON_ADDRESS: daemon.address,
    DATABASE_URL: postgres.url,
  })
  const response = await fetch(
    `${service.url}/secrets/${jwt}?token=${canary('query')}&q=${canary('anyquery')}`,
    {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'x-amzn-trace-id': 'Root=1-6b0332c9-a1b2c3d4e5f6a7b8c9d0e1f2;Sampled=1',
      },
      body: JSON.stringify(body),
    },
  )
  const responseBody = await response.text()
  await service.ended('SIGTERM')

  const sinks = {
    spans: Buffer.concat(backends.otlp.received.map((request) => request.body)),
    segments: Buffer.concat(daemon.datagrams),
    logs: Buffer.concat(
      (logs === 'otlp' ? backends.otlp : backends.cloudWatch).received.map(
        (request) => request.body,
      ),
    ),
    errorReports: Buffer.concat(backends.rollbar.received.map((request) => request.body)),
    stdout: Buffer.from(service.lines.join('\n')),
    stderr: Buffer.from(service.errors()),
  }
  const leaks = Object.entries(sinks).flatMap(([sink, bytes]) =>
    (bytes.toString('latin1').match(/canary4\w+?7f3a9|4111 1111 1111 1111/g) ?? []).map(
      (leak) => `${leak} in ${sink}`,
    ),
  )
  expect(response.status).toBe(500)
  // Each backend received data, so the absence of secrets is meaningful.
  expect(backends.otlp.spans().map(({ name }) => name)).toEqual(
    expect.arrayContaining(['POST /secrets/:id', 'GET', 'spans and their attributes']),
  )
  const texts = Object.fromEntries(
    Object.entries(sinks).map(([sink, bytes]) => [sink, bytes.toString('utf8')]),
  )
  expect(texts.spans).toContain('select * from sessions where token = ? and owner = $1')
  expect(texts.segments).toContain('select * from sessions where token = ? and owner = $1')
  expect(texts.segments).toContain('"session"')
  expect(texts.logs).toContain('cannot reach https://[redacted]@db.example/?key=[redacted]')
  expect(texts.errorReports).toContain('apiKey: [redacted]')
  expect(texts.errorReports).toContain(String.raw`\"client_secret\":\"[redacted]\"`)
  expect(leaks).toEqual([])
  expect(responseBody).not.toContain(canary('cause'))
}
