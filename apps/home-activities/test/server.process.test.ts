import { join } from 'node:path'
import { freePort, runService, startService } from '@cruddur/fastify-service/testing'
import { describe, expect, it, onTestFinished } from 'vitest'

const app = join(import.meta.dirname, '..')

describe('home-activities as a process', { timeout: 60_000 }, () => {
  it('starts and is ready without user-activities, and closes cleanly', async () => {
    const unreachable = `http://127.0.0.1:${await freePort()}`
    const service = await startService(app, { USER_ACTIVITIES_URL: unreachable })
    onTestFinished(() => service.kill('SIGKILL'))
    for (let times = 0; times < 8; times += 1) {
      const response = await fetch(`${service.url}/api/activities/home`)
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toBe('5')
    }
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(200)
    expect(await (await fetch(`${service.url}/health/live`)).json()).toMatchObject({ status: 'ok' })
    service.kill('SIGTERM')
    expect(await service.ended).toMatchObject({ code: 0 })
    await expect(fetch(service.url)).rejects.toThrow()
  })

  it('reports a port in use in one line with the variable that changes it', async () => {
    const unreachable = `http://127.0.0.1:${await freePort()}`
    const service = await startService(app, { USER_ACTIVITIES_URL: unreachable })
    onTestFinished(() => service.kill('SIGKILL'))
    const port = new URL(service.url).port
    for (const flags of [[], ['--check']])
      expect(await runService(app, 'src/server.ts', { PORT: port }, flags).ended).toMatchObject({
        code: 1,
        stderr: `home-activities: port ${port} of 127.0.0.1 is in use: stop the process that listens on it, or set HOME_ACTIVITIES_PORT to a free port\n`,
      })
  })

  it('reports each invalid variable in one line', async () => {
    const { code, stderr } = await runService(app, 'src/server.ts', {
      USER_ACTIVITIES_URL: 'user-activities:4002',
      USER_ACTIVITIES_TIMEOUT_MILLIS: '0',
    }).ended
    expect(code).toBe(1)
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^home-activities: USER_ACTIVITIES_URL must be .* \(got "user-activities:4002"\)$/,
      ),
      expect.stringMatching(
        /^home-activities: USER_ACTIVITIES_TIMEOUT_MILLIS must be .* \(got "0"\)$/,
      ),
    ])
  })
})
