import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startDatabase } from '@cruddur/postgres'
import { embeddedDataFolder } from '@cruddur/postgres/testing'
import { startTestTelemetry } from '@cruddur/telemetry/testing'
import type { FastifyInstance } from 'fastify'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { migrations } from '../../src/database.ts'

const telemetry = startTestTelemetry({ serviceName: 'user-activities' })
const issuer = 'https://issuer.example'
const audience = 'cruddur'

async function createKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256' }
  const sign = (claims: JWTPayload, expiresIn = '1h') =>
    new SignJWT({ iss: issuer, aud: audience, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setExpirationTime(expiresIn)
      .sign(privateKey)
  return { jwk, sign }
}

describe('POST with AUTH_JWKS_URL', { timeout: 60_000 }, () => {
  let folder: string
  let app: FastifyInstance
  let sign: Awaited<ReturnType<typeof createKey>>['sign']
  let jwks: object[]
  let areKeysUp = true
  const keyServer = createServer()

  beforeAll(async () => {
    const key = await createKey('key-1')
    sign = key.sign
    jwks = [key.jwk]
    keyServer.on('request', (_request, response) => {
      response.writeHead(areKeysUp ? 200 : 500, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ keys: jwks }))
    })
    keyServer.listen(0, '127.0.0.1')
    await once(keyServer, 'listening')
    folder = await embeddedDataFolder()
    app = await build()
  }, 60_000)

  afterAll(async () => {
    await app?.close()
    keyServer.close()
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(() => telemetry.clear())

  async function build() {
    const config = loadConfig({
      AUTH_JWKS_URL: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks.json`,
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: audience,
      USER_ACTIVITIES_DATA_DIR: folder,
      // A busy machine is slow, not broken.
      MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
    })
    const { logger } = telemetry.telemetry
    const database = await startDatabase(config.database, { migrations, logger })
    return buildApp({ config, database, telemetry: telemetry.telemetry })
  }

  const post = (token: string | undefined, body: object = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/activities',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      payload: { message: 'Hello', ttl: '1-day', ...body },
    })

  it('makes the subject the author, created with the first post, in span and error report', async () => {
    const token = await sign({ sub: 'subject-1', name: 'Deanna Troi' })
    for (const status of [200, 200]) {
      const response = await post(token)
      expect(response.statusCode).toBe(status)
      expect(response.json()).toMatchObject({ handle: 'subject-1', display_name: 'Deanna Troi' })
    }
    expect((await post(token, { handle: 'subject-1' })).statusCode).toBe(201)
    await telemetry.settle()
    expect(telemetry).toHaveSpan({ kind: 'server', attributes: { 'enduser.id': 'subject-1' } })
  })

  it.each<[string, () => Promise<string | undefined>]>([
    ['no token', async () => undefined],
    ['something else', async () => 'abc'],
    ['an expired token', () => sign({ sub: 'a' }, '-1h')],
    ['a token without subject', () => sign({})],
    ['a token with a subject that is too long', () => sign({ sub: 'a'.repeat(41) })],
    ['a token of another issuer', () => sign({ sub: 'a', iss: 'https://other.example' })],
    ['a token for another audience', () => sign({ sub: 'a', aud: 'other' })],
    [
      'a token without signature',
      async () => new UnsecuredJWT({ sub: 'a', iss: issuer, aud: audience }).encode(),
    ],
    [
      'a token signed by another key with the same ID',
      async () => (await createKey('key-1')).sign({ sub: 'a' }),
    ],
    ['a changed token', async () => `${(await sign({ sub: 'a' })).slice(0, -4)}AAAA`],
  ])('rejects %s with 401', async (_what, token) => {
    const response = await post(await token())
    expect(response.statusCode).toBe(401)
    expect(response.headers['www-authenticate']).toBe('Bearer')
    expect(response.json()).toMatchObject({ code: 'TOKEN_INVALID' })
  })

  it('rejects the handle of another person with 403', async () => {
    const response = await post(await sign({ sub: 'subject-1' }), { handle: 'worf' })
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({ code: 'NOT_THE_AUTHOR' })
  })

  it('describes the token', async () => {
    const { components, paths } = (await app.inject('/openapi.json')).json()
    expect(components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' })
    expect(paths['/api/activities'].post.security).toEqual([{ bearer: [] }])
    expect(paths['/api/activities'].get).not.toHaveProperty('security')
  })

  it('creates no people without a token', async () => {
    const payload = { handle: 'q', display_name: 'Q' }
    const { statusCode } = await app.inject({ method: 'POST', url: '/api/people', payload })
    expect(statusCode).toBe(404)
  })

  it('verifies with a new key after a rotation, and with known keys while the key set is away', async () => {
    const next = await createKey('key-2')
    jwks = [next.jwk]
    // The key set is fetched at most every 30 s.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
    try {
      expect((await post(await next.sign({ sub: 'subject-1' }))).statusCode).toBe(200)
      areKeysUp = false
      expect((await post(await next.sign({ sub: 'subject-1' }))).statusCode).toBe(200)
      expect((await post(await sign({ sub: 'subject-1' }))).statusCode).toBe(401)
    } finally {
      areKeysUp = true
      vi.useRealTimers()
    }
  })

  it('returns 503 while the key set cannot be fetched', async () => {
    areKeysUp = false
    await app.close()
    app = await build()
    const response = await post(await sign({ sub: 'subject-1' }))
    areKeysUp = true
    expect(response.statusCode).toBe(503)
    expect(response.json()).toMatchObject({ code: 'KEYS_UNAVAILABLE' })
  })
})
