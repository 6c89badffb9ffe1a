import { freePort, runService } from '@cruddur/fastify-service/testing'
import { embeddedDataFolder } from '@cruddur/postgres/testing'
import { describe, expect, it } from 'vitest'
import { app, post, start, temporaryFolder } from './start-server.ts'

describe('user-activities on its embedded database', { timeout: 120_000 }, () => {
  it('keeps every activity it returned 201 for through kill -9, and rejects a second process in one line', async () => {
    const env = { USER_ACTIVITIES_DATA_DIR: await temporaryFolder(embeddedDataFolder) }
    const kept: string[] = []
    for (const round of [1, 2]) {
      const service = await start(env)
      for (const path of kept) expect((await fetch(`${service.url}${path}`)).status).toBe(200)
      // Killed in the middle of writing, not after it.
      const writing = (async () => {
        for (let number = 1; ; number += 1) {
          const response = await post(service.url, `Round ${round}, number ${number}`)
          if (response.status === 201) kept.push(response.headers.get('location') ?? '')
        }
      })().catch(() => undefined)
      await expect.poll(() => kept.length, { timeout: 30_000 }).toBeGreaterThan(round * 20)
      service.kill('SIGKILL')
      await Promise.all([writing, service.ended])
    }
    const service = await start(env)
    for (const path of kept) expect((await fetch(`${service.url}${path}`)).status).toBe(200)
    const second = runService(app, 'src/server.ts', { ...env, PORT: String(await freePort()) })
    expect(await second.ended).toMatchObject({
      code: 1,
      stderr: `user-activities: the data folder ${env.USER_ACTIVITIES_DATA_DIR} is in use by another process: stop that one, or set USER_ACTIVITIES_DATA_DIR to another folder\n`,
    })
    service.kill('SIGTERM')
    expect(await service.ended).toMatchObject({ code: 0 })
  })

  it('rejects fault routes in production', async () => {
    const { ended } = runService(
      app,
      'src/server.ts',
      {
        USER_ACTIVITIES_DATA_DIR: await temporaryFolder(),
        PORT: String(await freePort()),
        USER_ACTIVITIES_FAULTS: 'true',
        ENVIRONMENT: 'production',
      },
      ['--check'],
    )
    expect(await ended).toMatchObject({
      code: 1,
      stderr: 'user-activities: USER_ACTIVITIES_FAULTS must not be true in production: unset it\n',
    })
  })
})
