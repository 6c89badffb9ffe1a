import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startService } from '@cruddur/fastify-service/testing'
import { onTestFinished } from 'vitest'

export const app = join(import.meta.dirname, '..')

/** @param create creates the folder, an empty one by default */
export async function temporaryFolder(
  create = () => mkdtemp(join(tmpdir(), 'server-')),
): Promise<string> {
  const folder = await create()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Starts the service as a process that ends with the test. */
export async function start(env: Record<string, string>) {
  const service = await startService(app, env)
  onTestFinished(() => service.kill('SIGKILL'))
  return service
}

export const post = (url: string, message: string) =>
  fetch(`${url}/api/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle: 'worf', message, ttl: '1-day' }),
  })
