import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)
const packageRoot = fileURLToPath(new URL('..', import.meta.url))
const register = '@cruddur/telemetry/register'
const print = "console.log(require('@cruddur/telemetry').getTelemetry().service.name)"

it.each([
  ['--import', ['--import', register, '--eval', print]],
  ['--require', ['--require', register, '--eval', print]],
  ['require() in the app', ['--eval', `require('${register}'); ${print}`]],
])('telemetry is started by %s', async (_, args) => {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const { stdout, stderr } = await run(process.execPath, ['--conditions=cruddur-source', ...args], {
    cwd: packageRoot,
    env: { PATH, NODE_COMPILE_CACHE, OTEL_SERVICE_NAME: 'my-app' },
  })
  expect(stderr).toBe('')
  const [started, name] = stdout.split('\n')
  expect(JSON.parse(started ?? '')).toMatchObject({ event: 'telemetry.started' })
  expect(name).toBe('my-app')
})
