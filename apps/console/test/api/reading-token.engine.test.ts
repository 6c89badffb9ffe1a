import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { GetSamplingRulesCommand, GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { checkoutTrace, sendTraces } from '../support/sent-traces.ts'
import { tempFolder } from '../support/temp-store.ts'

const token = 'reading-token-of-a-test'
let folder: string
let running: Console

beforeAll(async () => {
  folder = await tempFolder()
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>')
  const config = consoleConfig(join(folder, 'data'), { token })
  running = await startConsole(config, { webFolder: folder })
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const fetchPath = (path: string, init: RequestInit = {}) =>
  fetch(`${running.url}${path}`, { redirect: 'manual', ...init })
const bearer = (value: string) => ({ headers: { authorization: `Bearer ${value}` } })

test.each([
  ['GET', '/api/v1/services'],
  ['GET', '/api/v1/openapi.json'],
  ['GET', '/jaeger/api/services'],
  ['GET', '/jaeger/api/v3/services'],
  ['GET', '/'],
  ['GET', '/no-such-thing'],
  ['POST', '/mcp'],
  ['DELETE', '/api/v1/data'],
])('%s %s needs the token', async (method, path) => {
  const response = await fetchPath(path, { method, headers: { 'x-cruddur-console': '1' } })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('Bearer')
  expect(JSON.stringify(await response.json())).toContain('CONSOLE_TOKEN')
  for (const wrong of [`${token}x`, token.slice(1), ''])
    expect((await fetchPath(path, { method, ...bearer(wrong) })).status).toBe(401)
})

test('requests with the token can read', async () => {
  expect((await fetchPath('/api/v1/services', bearer(token))).status).toBe(200)
  expect((await fetchPath('/jaeger/api/services', bearer(token))).status).toBe(200)
})

test('health needs no token', async () => {
  expect((await fetchPath('/health/ready')).status).toBe(200)
})

test('a browser is redirected to the login form and reads with its cookie', async () => {
  const page = await fetchPath('/traces/abc', { headers: { accept: 'text/html,*/*' } })
  expect([page.status, page.headers.get('location')]).toEqual([303, '/login?next=%2Ftraces%2Fabc'])
  expect(await (await fetchPath('/login')).text()).toContain('name="token"')

  const login = await fetchPath('/login', { method: 'POST', body: new URLSearchParams({ token }) })
  const byLink = await fetchPath(`/login?token=${token}`)
  const cookie = login.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
  expect(cookie).not.toContain(token)
  expect(byLink.headers.get('set-cookie')).toBe(cookie)
  const headers = { cookie: `other=1; ${cookie.split(';', 1)[0]}` }
  expect((await fetchPath('/api/v1/services', { headers })).status).toBe(200)
  expect(await (await fetchPath('/traces', { headers })).text()).toContain('<title>page')
})

test.each([
  ['/traces?where=a%20%3D%20%22b%22', '/traces?where=a%20%3D%20%22b%22'],
  ['//elsewhere.test/x', '/'],
  ['/\\elsewhere.test', '/'],
  ['https://elsewhere.test', '/'],
  ['javascript:alert(1)', '/'],
  ['/.//elsewhere.test', '/elsewhere.test'],
  ['/"><script>', '/%22%3E%3Cscript%3E'],
  ['/login?next=/login', '/'],
])('after the login for %s the browser continues to %s', async (next, goesTo) => {
  const login = await fetchPath('/login', {
    method: 'POST',
    body: new URLSearchParams({ token, next }),
  })
  const page = await login.text()
  expect(page).toContain(`url=${goesTo}">`)
  const form = await (await fetchPath(`/login?next=${encodeURIComponent(next)}`)).text()
  expect(form).toContain(`name="next" value="${goesTo}"`)
})

test('a wrong token sets no cookie and is not shown', async () => {
  const attack = '<script>alert(1)</script>'
  for (const response of [
    await fetchPath(`/login?token=${encodeURIComponent(attack)}`),
    await fetchPath('/login', { method: 'POST', body: new URLSearchParams({ token: attack }) }),
  ]) {
    expect(response.status).toBe(401)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await response.text()).not.toContain('<script>')
  }
  const headers = { cookie: 'cruddur_console=forged' }
  expect((await fetchPath('/api/v1/services', { headers })).status).toBe(401)
})

test('senders of all signals need no token', async () => {
  await sendTraces(running.otlpUrl, [checkoutTrace])
  const item = { data: { environment: 'test', body: { message: { body: 'boom' } } } }
  const sent = await fetchPath('/api/1/item/', {
    method: 'POST',
    headers: { 'x-rollbar-access-token': 'x' },
    body: JSON.stringify(item),
  })
  expect(sent.status).toBe(200)
  for (const base of [running.url, `http://${running.xrayAddress}`])
    for (const [path, body] of [
      ['/GetSamplingRules', '{}'],
      ['/TraceSegments', '{"TraceSegmentDocuments":[]}'],
    ] as const)
      expect((await fetch(`${base}${path}`, { method: 'POST', body })).status).toBe(200)
})

test('AWS SDKs read with the token as access key id, and only send without it', async () => {
  const where = { logGroupName: 'cruddur', logStreamName: 'shop' }
  const clients = (accessKeyId: string, endpoint: string) => {
    const settings = {
      region: 'eu-central-1',
      credentials: { accessKeyId, secretAccessKey: 'x' },
      maxAttempts: 1,
    }
    return {
      logs: new CloudWatchLogsClient({ ...settings, endpoint: running.url }),
      xray: new XRayClient({ ...settings, endpoint }),
    }
  }
  const stranger = clients('local', `http://${running.xrayAddress}`)
  await stranger.logs.send(new CreateLogGroupCommand(where))
  await stranger.logs.send(new CreateLogStreamCommand(where))
  const logEvents = [{ timestamp: Date.now(), message: 'line' }]
  await stranger.logs.send(new PutLogEventsCommand({ ...where, logEvents }))
  await stranger.xray.send(new GetSamplingRulesCommand({}))
  const lines = new FilterLogEventsCommand({ logGroupName: 'cruddur' })
  const summaries = new GetTraceSummariesCommand({ StartTime: new Date(0), EndTime: new Date(1e6) })
  const refused = { $metadata: { httpStatusCode: 401 } }
  await expect(stranger.logs.send(lines)).rejects.toMatchObject(refused)
  await expect(stranger.xray.send(summaries)).rejects.toMatchObject(refused)

  for (const endpoint of [running.url, `http://${running.xrayAddress}`]) {
    const reader = clients(token, endpoint)
    expect((await reader.logs.send(lines)).events).toHaveLength(1)
    expect((await reader.xray.send(summaries)).TraceSummaries).toEqual([])
  }
})

test('a non-loopback address requires a token at start and never prints it', () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'console'])
    expect(() => readConfig({ CONSOLE_HOST: host })).toThrow(
      `CONSOLE_TOKEN must be 16 to 256 letters, digits, dots, dashes, tildes or underscores, because CONSOLE_HOST=${host} accepts connections from other machines (got nothing)`,
    )
  for (const host of ['127.0.0.1', '127.8.8.8', '::1', 'localhost'])
    expect(readConfig({ CONSOLE_HOST: host }).token).toBeUndefined()
  expect(readConfig({ CONSOLE_HOST: '::', CONSOLE_TOKEN: token }).token).toBe(token)
  expect(() => readConfig({ CONSOLE_TOKEN: 'short-secret' })).toThrow(
    /^CONSOLE_TOKEN must be .*\(got \(hidden\)\)$/,
  )
})
