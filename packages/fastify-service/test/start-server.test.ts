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
  it('says in one line that the port is in use and what to do', async () => {
    const port = await takenPort()
    const { ended } = startSample({ PORT: String(port) })
    expect(await ended).toMatchObject({
      code: 1,
      stderr: `sample: port ${port} of 127.0.0.1 is in use: stop what listens there, or set PORT to a free one\n`,
    })
  })

  it('says in one line for each which variables are wrong and what is allowed', async () => {
    const { ended } = startSample({ PORT: 'http', RATE_LIMIT_PER_MINUTE: '0' })
    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr.trimEnd().split('\n')).toEqual([
      'sample: PORT is "http"; allowed: a whole number from 0 to 65535',
      'sample: RATE_LIMIT_PER_MINUTE is "0"; allowed: a whole number from 1 to 10000000',
    ])
  })

  it('says in one line that an address is not one of this machine', async () => {
    const { ended } = startSample({ HOST: '203.0.113.1' })
    expect(await ended).toMatchObject({
      code: 1,
      stderr: 'sample: 203.0.113.1 is no address of this machine: set HOST to one that is\n',
    })
  })

  it('says in one line that the data folder cannot be written', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'service-'))
    onTestFinished(() => rm(parent, { recursive: true }))
    await writeFile(join(parent, 'file'), '')
    const folder = join(parent, 'file', 'data')
    const { ended } = startSample({ DATA_FOLDER: folder })
    expect(await ended).toMatchObject({
      code: 1,
      stderr: `sample: the data folder ${folder} cannot be written (ENOTDIR): make it writable, or set DATA_FOLDER to another folder\n`,
    })
  })

  it('checks everything and starts nothing with --check', async () => {
    expect(await startSample({}, ['--check']).ended).toEqual({ code: 0, stdout: '', stderr: '' })
    const port = await takenPort()
    expect(await startSample({ PORT: String(port) }, ['--check']).ended).toMatchObject({ code: 1 })
  })
})

describe.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'closing on %s',
  { timeout: 60_000 },
  (signal) => {
    it('answers what was begun, then runs afterClose and exits 0', async () => {
      const { child, ended, says } = startSample()
      const url = await says(/listens (\S+)/)
      const answer = fetch(`${url}/slow`)
      await says(/slow request began/)
      child.kill(signal)
      expect(await (await answer).json()).toEqual({ slow: true })
      expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('after close') })
      await expect(fetch(url)).rejects.toThrow()
    })

    it('takes the same signal from several senders for one', async () => {
      const { child, ended, says } = startSample()
      const url = await says(/listens (\S+)/)
      const answer = fetch(`${url}/slow`)
      await says(/slow request began/)
      child.kill(signal)
      child.kill('SIGINT')
      child.kill('SIGTERM')
      expect((await answer).status).toBe(200)
      expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('after close') })
    })
  },
)

describe('closing', { timeout: 60_000 }, () => {
  it('turns readiness off first and goes on answering while it drains', async () => {
    const { child, ended, says } = startSample({ SHUTDOWN_DRAIN_MILLIS: '1500' })
    const url = await says(/listens (\S+)/)
    expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    child.kill('SIGTERM')
    await expect
      .poll(async () => (await fetch(`${url}/health/ready`)).status, { timeout: 1_200 })
      .toBe(503)
    expect((await fetch(`${url}/health/live`)).status).toBe(200)
    expect(await ended).toMatchObject({ code: 0 })
  })

  it('cuts a request off that never ends, and still runs afterClose', async () => {
    const { child, ended, says } = startSample({ SHUTDOWN_TIMEOUT_MILLIS: '2000' })
    const url = await says(/listens (\S+)/)
    const answer = fetch(`${url}/stuck`)
    answer.catch(() => undefined)
    await says(/stuck request began/)
    child.kill('SIGTERM')
    await expect(answer).rejects.toThrow()
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('after close') })
  })

  it('closes and exits 1 after an error that nobody caught', async () => {
    const { ended, says } = startSample({ SHUTDOWN_TIMEOUT_MILLIS: '2000' })
    const url = await says(/listens (\S+)/)
    await expect(fetch(`${url}/crash`)).rejects.toThrow()
    expect(await ended).toMatchObject({ code: 1, stdout: expect.stringContaining('after close') })
  })
})
