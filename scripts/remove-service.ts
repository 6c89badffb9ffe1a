// Removes a service that new-service created: npx pnpm@12 remove-service <name> [--force]
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, finish, firstSentence, requireCleanTree } from './new-service/run.ts'
import { foldersOf } from './new-service/service-files.ts'
import { removeFromSharedFiles } from './new-service/shared-files.ts'
import { type Service, services } from './services.ts'

const root = join(import.meta.dirname, '..')
const usage = 'usage: npx pnpm@12 remove-service <name> [--force]'
const stop = (message: string) => fail('remove-service', message)

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        force: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    return stop(`${firstSentence(error)}\n${usage}`)
  }
}

function readService(positionals: readonly string[]): Service {
  const service = services.find(({ name }) => name === positionals[0])
  if (!service || positionals.length > 1) {
    const names = services.map(({ name }) => name).join(', ')
    return stop(`the name must be one of ${names} (got "${positionals.join(' ')}")\n${usage}`)
  }
  const callers = services.filter(({ calls }) => calls.includes(service.name))
  if (callers.length > 0)
    stop(
      `remove the callers of ${service.name} first: ${callers.map(({ name }) => name).join(', ')}`,
    )
  return service
}

const { positionals, values } = readArguments()
if (values.help) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
const service = readService(positionals)
if (!values.force) requireCleanTree(root, stop)
try {
  removeFromSharedFiles(service, root)
} catch (error) {
  stop((error as Error).message)
}
for (const folder of foldersOf(service.name))
  rmSync(join(root, folder), { recursive: true, force: true })
try {
  finish(root, [])
} catch (error) {
  stop(
    `${(error as Error).message}; the files of ${service.name} are removed: run npx pnpm@12 install and npx pnpm@12 generate-docs`,
  )
}
process.stdout.write(`${service.name} is removed\n`)
