import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { consoleVariables } from '../../../apps/console/src/config.ts'
import { homeActivitiesVariables } from '../../../apps/home-activities/src/config.ts'
import { userActivitiesVariables } from '../../../apps/user-activities/src/config.ts'
import { parseDockerfile, parsePairs } from '../../verify-deploy/dockerfile.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const read = (path: string) => readFile(join(repository, path), 'utf8')
const { args, stages } = parseDockerfile(await read('Dockerfile'))
const manifest = JSON.parse(await read('package.json'))
const { catalog } = parse(await read('pnpm-workspace.yaml'))

const stage = (name: string) => {
  const found = stages.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`no stage ${name}`)
  return found.instructions
}
const texts = (stageName: string, instruction: string) =>
  stage(stageName)
    .filter(({ name }) => name === instruction)
    .map(({ text }) => text)

describe('versions', () => {
  test('the images build on the Node version of the workspace', () => {
    const version: string = manifest.devDependencies.node
    const [tag] = (args.NODE_IMAGE ?? '').split('@sha256:')
    expect(tag).toBe(`node:${version}-trixie-slim`)
    expect(args.RUNTIME_IMAGE).toContain(`nodejs${version.split('.')[0]}-`)
  })

  test('turbo has the version of the catalog, pnpm one that the workspace accepts', () => {
    expect(texts('tools', 'ARG')).toContain(`TURBO_VERSION=${catalog.turbo}`)
    const pnpm = texts('tools', 'ARG').find((text) => text.startsWith('PNPM_VERSION='))
    expect(manifest.devEngines.packageManager.version).toBe('>=12.0.0 <13')
    expect(pnpm).toMatch(/^PNPM_VERSION=12\.\d+\.\d+$/)
  })
})

describe('the running image', () => {
  test('is not root and has no shell: a distroless image of a user', () => {
    expect(args.RUNTIME_IMAGE).toMatch(/^gcr\.io\/distroless\/.*:nonroot(@sha256:[0-9a-f]{64})?$/)
    for (const { name } of stages.flatMap(({ instructions }) => instructions))
      expect(name).not.toBe('USER')
  })

  test.each(['service', 'console'])(
    '%s starts in exec form, without a program in between',
    (name) => {
      const command: string[] = JSON.parse(texts(name, 'CMD')[0] ?? '')
      expect(command.at(-1)).toMatch(/^dist\/.*\.js$/)
      // The entrypoint of the base image is node itself; everything before the file is a flag of it.
      expect(command[0]).toMatch(/^--/)
      expect(texts(name, 'HEALTHCHECK')[0]).toContain('CMD ["/nodejs/bin/node", "-e"')
    },
  )

  test('a service starts with the telemetry preload', () => {
    const command: string[] = JSON.parse(texts('service', 'CMD')[0] ?? '')
    const at = command.indexOf('--import')
    expect(command[at + 1]).toBe('@cruddur/telemetry/register')
  })

  test('every variable that an image sets is one that its app reads', () => {
    const ofServices = texts('service', 'ENV').flatMap((env) => Object.keys(parsePairs(env)))
    expect(ofServices).toContain('PORT')
    for (const variable of ofServices) {
      expect(homeActivitiesVariables).toHaveProperty(variable)
      expect(userActivitiesVariables).toHaveProperty(variable)
    }
    for (const variable of Object.keys(parsePairs(texts('console', 'ENV')[0] ?? '')))
      expect(consoleVariables).toHaveProperty(variable)
  })
})

test('no secret is an argument or a file of a layer', async () => {
  for (const { name, text } of stages.flatMap(({ instructions }) => instructions))
    if (name === 'ARG' || name === 'ENV') expect(text).not.toMatch(/TOKEN|PASSWORD|SECRET|_KEY/)
  const ignored = (await read('.dockerignore')).split('\n')
  for (const pattern of ['**/.env', '**/.env.*', '.git', '**/node_modules', '**/.data'])
    expect(ignored).toContain(pattern)
})

test('the version and the revision are labels and resource attributes', () => {
  const [env] = texts('runtime', 'ENV')
  expect(env).toMatch(/OTEL_SERVICE_NAME=\$\{APP\} OTEL_SERVICE_VERSION=\$\{VERSION\}/)
  expect(env).toMatch(/CODE_VERSION=\$\{REVISION\}/)
  const [labels] = texts('runtime', 'LABEL')
  expect(labels).toMatch(/image\.version="\$\{VERSION\}"/)
  expect(labels).toMatch(/image\.revision="\$\{REVISION\}"/)
})
