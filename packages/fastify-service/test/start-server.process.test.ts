import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startSample } from './support/start-sample.ts'

async function takenPort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  onTestFinished(() => void holder.close())
  return (holder.address() as AddressInfo).port
}

describe('starting', { timeout: 60_000 }, () => {
  it('reports a port in use in one line', async () => {
    const port = await takenPort()
    const { ended } = startSample({ PORT: String(port) })
    expect(await ended).toMatchObject({
      code: 1,
      stderr: `sample: port ${port} of 127.0.0.1 is in use: stop the process that listens on it, or set PORT to a free port\n`,
    })
  })

  it('reports each invalid variable in one line', async () => {
    const { ended } = startSample({ PORT: 'http', RATE_LIMIT_PER_MINUTE: '0' })
    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr.trimEnd().split('\n')).toEqual([
      'sample: PORT must be an integer between 0 and 65535 (got "http")',
      'sample: RATE_LIMIT_PER_MINUTE must be an integer between 1 and 10000000 (got "0")',
    ])
  })

  it('reports an address that is not of this machine in one line', async () => {
    const { ended } = startSample({ HOST: '203.0.113.1' })
    expect(await ended).toMatchObject({
      code: 1,
      stderr: 'sample: 203.0.113.1 is not an address of this machine: set HOST to one that is\n',
    })
  })

  it('reports a data folder that is not writable in one line', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'service-'))
    onTestFinished(() => rm(parent, { recursive: true }))
    await writeFile(join(parent, 'file'), '')
    const folder = join(parent, 'file', 'data')
    const { ended } = startSample({ DATA_FOLDER: folder })
    expect(await ended).toMatchObject({
      code: 1,
      stderr: `sample: the data folder ${folder} is not writable (ENOTDIR): make it writable, or set DATA_FOLDER to another folder\n`,
    })
  })

  it('runs only the checks with --check', async () => {
    expect(await startSample({}, ['--check']).ended).toEqual({ code: 0, stdout: '', stderr: '' })
    const port = await takenPort()
    expect(await startSample({ PORT: String(port) }, ['--check']).ended).toMatchObject({ code: 1 })
  })
})

describe.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'closing on %s',
  { timeout: 60_000 },
  (signal) => {
    it('finishes open requests, runs afterClose and exits with 0', async () => {
      const { child, ended, waitForOutput } = startSample()
      const url = await waitForOutput(/listens (\S+)/)
      const response = fetch(`${url}/slow`)
      await waitForOutput(/slow request began/)
      child.kill(signal)
      expect(await (await response).json()).toEqual({ slow: true })
      expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('after close') })
      await expect(fetch(url)).rejects.toThrow()
    })

    it('treats signals in quick succession as one', async () => {
      const { child, ended, waitForOutput } = startSample()
      const url = await waitForOutput(/listens (\S+)/)
      const response = fetch(`${url}/slow`)
      await waitForOutput(/slow request began/)
      child.kill(signal)
      child.kill('SIGINT')
      child.kill('SIGTERM')
      expect((await response).status).toBe(200)
      expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('after close') })
    })
  },
)

describe('closing', { timeout: 60_000 }, () => {
  it('fails readiness and keeps serving while it drains', async () => {
    const { child, ended, waitForOutput } = startSample({ SHUTDOWN_DRAIN_MILLIS: '1500' })
    const url = await waitForOutput(/listens (\S+)/)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    child.kill('SIGTERM')
    await expect
      .poll(async () => (await fetch(`${url}/health/ready`)).status, { timeout: 1_200 })
      .toBe(503)
    expect((await fetch(`${url}/health/live`)).status).toBe(200)
    expect(await ended).toMatchObject({ code: 0 })
  })

  it('aborts a request that never ends and still runs afterClose', async () => {
    const { child, ended, waitForOutput } = startSample({ SHUTDOWN_TIMEOUT_MILLIS: '2000' })
    const url = await waitForOutput(/listens (\S+)/)
    const response = fetch(`${url}/stuck`)
    response.catch(() => undefined)
    await waitForOutput(/stuck request began/)
    child.kill('SIGTERM')
    await expect(response).rejects.toThrow()
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('after close') })
  })

  it('closes and exits with 1 after an uncaught error', async () => {
    const { ended, waitForOutput } = startSample({ SHUTDOWN_TIMEOUT_MILLIS: '2000' })
    const url = await waitForOutput(/listens (\S+)/)
    await expect(fetch(`${url}/crash`)).rejects.toThrow()
    expect(await ended).toMatchObject({ code: 1, stdout: expect.stringContaining('after close') })
  })
})
