import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDatabase } from '@cruddur/postgres'
import { startTestTelemetry } from '@cruddur/telemetry/testing'
import type { FastifyInstance } from 'fastify'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { migrations } from '../../src/database.ts'

const telemetry = startTestTelemetry({ serviceName: 'user-activities' })
const issuer = 'https://issuer.example'

describe('POST with AUTH_JWKS_URL', { timeout: 60_000 }, () => {
  let folder: string
  let app: FastifyInstance
  let sign: (claims: JWTPayload, expiresIn?: string) => Promise<string>
  let areKeysUp = true
  const keyServer = createServer()

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256' }
    sign = (claims, expiresIn = '1h') =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .setIssuer(issuer)
        .setExpirationTime(expiresIn)
        .sign(privateKey)
    keyServer.on('request', (_request, response) => {
      response.writeHead(areKeysUp ? 200 : 500, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ keys: [jwk] }))
    })
    keyServer.listen(0, '127.0.0.1')
    await once(keyServer, 'listening')
    folder = await mkdtemp(join(tmpdir(), 'auth-'))
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
