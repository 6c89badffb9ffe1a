import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, matchesGlob } from 'node:path'
import { expect, test } from 'vitest'
import { consoleVariables } from '../../../apps/console/src/config.ts'
import { telemetrySchema } from '../../../packages/telemetry/src/load-config.ts'
import { services, variablesOf } from '../../../scripts/services.ts'
import { repository } from '../support/run-script.ts'

const variables = {
  ...telemetrySchema,
  ...Object.assign({}, ...(await Promise.all(services.map(({ name }) => variablesOf(name))))),
  ...consoleVariables,
}

test('turbo passes every variable of the services to `dev`', async () => {
  const { tasks } = JSON.parse(await readFile(join(repository, 'turbo.json'), 'utf8'))
  const ofServices = await Promise.all(
    globSync('apps/*/turbo.json', { cwd: repository }).map(async (file) => {
      const own = JSON.parse(await readFile(join(repository, file), 'utf8'))
      return own.tasks.dev.passThroughEnv
    }),
  )
  const patterns: string[] = [...tasks.dev.passThroughEnv, ...ofServices.flat()]
  // Set by ECS, not by people.
  const inContainers = ['ECS_CONTAINER_METADATA_URI_V4']
  const dropped = Object.keys(variables).filter(
    (name) =>
      !inContainers.includes(name) && !patterns.some((pattern) => matchesGlob(name, pattern)),
  )
  expect(dropped).toEqual([])
})
