// Creates a service: npx pnpm@12 new-service <name> and the options of `usage` below.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, finish, isClean, recordTelemetry } from './new-service/run.ts'
import { filesOf, foldersOf } from './new-service/service-files.ts'
import { addToSharedFiles, sharedFiles } from './new-service/shared-files.ts'
import { type Service, services } from './services.ts'

const root = join(import.meta.dirname, '..')
const usage =
  'usage: npx pnpm@12 new-service <name> [--port <n>] [--calls <service>] [--storage postgres|none] [--dry-run] [--force]'
const lowestPort = 4010
const highestPort = 4317
/** Kubernetes allows 63 characters; the names of its resources have suffixes. */
const maxNameLength = 40
/** Folders of the repository; each package and app has the name of its folder. */
const namedFolders = ['.', 'apps', 'packages', 'scripts']

const stop = (message: string) => fail('new-service', message)

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        calls: { type: 'string' },
        storage: { type: 'string', default: 'none' },
        'dry-run': { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return stop(`${(error as Error).message}\n${usage}`)
  }
}

function readService({ positionals, values }: ReturnType<typeof readArguments>): Service {
  const [name = '', ...rest] = positionals
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || rest.length > 0)
    return stop(
      `the name must be in kebab case, such as orders (got "${positionals.join(' ')}")\n${usage}`,
    )
  if (name.length > maxNameLength)
    return stop(`the name must have at most ${maxNameLength} characters (got ${name.length})`)
  const taken = new Set(services.map((service) => service.port))
  let free = lowestPort
  while (taken.has(free)) free += 1
  const port = Number(values.port ?? free)
  if (!Number.isInteger(port) || port < lowestPort || port > highestPort)
    return stop(
      `--port must be an integer between ${lowestPort} and ${highestPort} (got "${values.port}")`,
    )
  if (taken.has(port)) return stop(`port ${port} is taken: choose another one, such as ${free}`)
  const names = services.map((service) => service.name)
  // routes/faults.ts is a file of every service.
  const isTaken =
    name === 'faults' || namedFolders.some((folder) => existsSync(join(root, folder, name)))
  if (isTaken) return stop(`the name ${name} is taken: choose another one`)
  if (values.calls !== undefined && !names.includes(values.calls))
    return stop(`--calls must be one of ${names.join(', ')} (got "${values.calls}")`)
  const { storage } = values
  if (storage !== 'none' && storage !== 'postgres')
    return stop(`--storage must be postgres or none (got "${storage}")`)
  const path = `/api/${name}`
  const calls = values.calls === undefined ? [] : [values.calls]
  return { name, port, storage, calls, paths: [path], example: path }
}

const parsed = readArguments()
const service = readService(parsed)
const files = filesOf(service, root)
const list = [...files.keys(), ...sharedFiles(service)].map((file) => `  ${file}\n`).join('')
if (parsed.values['dry-run']) {
  process.stdout.write(`${service.name} on port ${service.port} would write:\n${list}`)
  process.exit(0)
}
if (!parsed.values.force && !isClean(root))
  stop('the working tree has changes: commit them, or use --force')

for (const [file, text] of files) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
addToSharedFiles(service, root)
try {
  finish(root, foldersOf(service.name))
  recordTelemetry(root, service.name)
} catch (error) {
  const undo = `npx pnpm@12 remove-service ${service.name} --force`
  stop(
    `${(error as Error).message}; the files of ${service.name} are written: ${undo} removes them`,
  )
}
process.stdout.write(`${service.name} on port ${service.port}:
${list}
Next:
  npx pnpm@12 check
  npx pnpm@12 exec vitest run apps/${service.name}/
  npx pnpm@12 dev                               # curl http://localhost:${service.port}${service.example}
  npx pnpm@12 verify-deploy ${service.name}
  docs/add-a-service.md                         # routes, variables, deployment
`)
