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

it('a second copy of the package does not start telemetry again', async () => {
  // The query gives the module a second instance, as a second copy of the package has.
  const copy = new URL('../src/start-process.ts?copy', import.meta.url)
  const app = `import('${copy}').then(() => require('fastify')().inject('/')).then(() => console.log('served'))`
  const args = ['--conditions=cruddur-source', '--import', register, '--eval', app]
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const { stdout } = await run(process.execPath, args, {
    cwd: packageRoot,
    env: { PATH, NODE_COMPILE_CACHE },
  })
  const events = stdout.split('\n').filter((line) => line.startsWith('{'))
  expect(events.map((line) => JSON.parse(line).event)).toEqual(
    expect.arrayContaining(['telemetry.started', 'telemetry.started_twice']),
  )
  expect(stdout).toContain('served')
})
