import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOff } from '../src/config/destination.ts'
import { createOtlpClient } from '../src/delivery/otlp-client.ts'
import { runChecks } from '../src/doctor/run-checks.ts'
import { loadConfig } from '../src/load-config.ts'
import { startTestSpans } from './signals/spans/start-test-spans.ts'
import { createCertificates } from './support/certificates.ts'

const shared = 'OTEL_EXPORTER_OTLP'

/** A backend that only clients of the private authority can use. */
async function start() {
  const certificates = await createCertificates()
  const received: string[] = []
  const options = { ...certificates.server, requestCert: true, rejectUnauthorized: true }
  const server = createServer(options, (request, response) => {
    request.resume().on('end', () => {
      received.push(`${request.method} ${request.url}`)
      response.end()
    })
  }).listen(0, '127.0.0.1')
  server.on('tlsClientError', () => undefined)
  await once(server, 'listening')
  const { ca, cert, key } = certificates.files
  const endpoint = {
    [`${shared}_ENDPOINT`]: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    OTEL_LOGS_EXPORTER: 'otlp',
  }
  return {
    ...certificates,
    received,
    endpoint,
    environment: {
      ...endpoint,
      [`${shared}_CERTIFICATE`]: ca,
      [`${shared}_CLIENT_CERTIFICATE`]: cert,
      [`${shared}_CLIENT_KEY`]: key,
    },
    close: () => {
      server.closeAllConnections()
      server.close()
      certificates.remove()
    },
  }
}

let backend: Awaited<ReturnType<typeof start>>
beforeAll(async () => {
  backend = await start()
})
afterAll(() => backend.close())

const soon = () => AbortSignal.timeout(20_000)

describe('a backend with a private authority that requires client certificates', () => {
  it('accepts spans', async () => {
    const { signal, emit } = startTestSpans(backend.environment)
    emit()
    await signal.flush(soon())
    expect(signal.ledger()).toEqual({ accepted: 1, sent: 1, queued: 0, dropped: {} })
    expect(backend.received).toContain('POST /v1/traces')
    await signal.shutdown(soon())
  })

  it.each(['logs', 'metrics'] as const)('accepts %s', async (signal) => {
    const { destination } = loadConfig(backend.environment)[signal]
    if (isOff(destination) || !('url' in destination)) throw new Error('no OTLP destination')
    const client = createOtlpClient({ ...destination, noun: 'records', warn: () => undefined })
    expect(await client.send(new Uint8Array(), soon())).toEqual({ kind: 'sent' })
    expect(backend.received).toContain(`POST /v1/${signal}`)
    client.close()
  })

  it('is found to work by the doctor', async () => {
    const results = await runChecks(loadConfig(backend.environment), { timeoutMillis: 10_000 })
    const states = results.map(({ signal, state }) => [signal, state])
    expect(states).toEqual(
      expect.arrayContaining([
        ['spans', 'ok'],
        ['logs', 'ok'],
        ['metrics', 'ok'],
      ]),
    )
  })

  it.each([
    ['no certificates', [], 'the certificate is not trusted', 'OTEL_EXPORTER_OTLP_CERTIFICATE'],
    ['the authority only', ['CERTIFICATE'], 'rejects the client certificate', 'CLIENT_KEY'],
  ])(
    'is not reachable with %s, and the doctor names the variable',
    async (_, names, message, advice) => {
      const { environment, endpoint } = backend
      const set = names.map((name) => `${shared}_${name}`)
      const some = Object.entries(environment).filter(
        ([name]) => name in endpoint || set.includes(name),
      )
      const config = loadConfig(Object.fromEntries(some))
      const [result] = await runChecks(config, { timeoutMillis: 10_000 })
      expect(result).toMatchObject({ signal: 'spans', state: 'failed' })
      expect(result?.message).toContain(message)
      expect(result?.advice).toContain(advice)
    },
  )
})

describe('the files', () => {
  it('of one signal override those of all signals', () => {
    const { environment, files } = backend
    const config = loadConfig({
      ...environment,
      OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE: files.cert,
    })
    const authorityOf = (signal: 'spans' | 'metrics') => {
      const { destination } = config[signal]
      return isOff(destination) ? undefined : destination.tls?.ca
    }
    expect(authorityOf('spans')).toEqual(readFileSync(files.ca))
    expect(authorityOf('metrics')).toEqual(readFileSync(files.cert))
  })

  it('are not read for http, for a signal that is off, and for endpoints of AWS', () => {
    const { destination } = loadConfig({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'https://127.0.0.1:4318',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_EXPORTER_OTLP_CERTIFICATE: '/missing.pem',
      TELEMETRY_XRAY_EXPORTER: 'otlp',
      AWS_REGION: 'eu-central-1',
    }).spans
    expect(destination).not.toHaveProperty('tls')
  })

  it.each([
    ['CERTIFICATE', '/missing.pem', 'with PEM certificates (got "/missing.pem")'],
    ['CERTIFICATE', 'text', 'with PEM certificates (got'],
    ['CLIENT_CERTIFICATE', 'text', `PEM certificate of ${shared}_CLIENT_KEY (got`],
    ['CLIENT_CERTIFICATE', '', `PEM certificate of ${shared}_CLIENT_KEY (not set)`],
    ['CLIENT_KEY', 'otherKey', `PEM key of ${shared}_CLIENT_CERTIFICATE (got`],
    ['CLIENT_KEY', '', `PEM key of ${shared}_CLIENT_CERTIFICATE (not set)`],
  ] as const)('%s=%s stops the start with the allowed form', (name, file, message) => {
    const { environment, files } = backend
    const value = file in files ? files[file as keyof typeof files] : file
    const load = () => loadConfig({ ...environment, [`${shared}_${name}`]: value })
    expect(load).toThrow(`${shared}_${name} must be the path of `)
    expect(load).toThrow(message)
  })
})
