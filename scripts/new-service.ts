// Creates a service: npx pnpm@12 new-service <name> and the options of `usage` below.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { ownerOfName } from './new-service/name-owner.ts'
import {
  fail,
  finish,
  firstSentence,
  recordTelemetry,
  requireCleanTree,
} from './new-service/run.ts'
import { filesOf, foldersOf } from './new-service/service-files.ts'
import { addToSharedFiles, sharedFiles } from './new-service/shared-files.ts'
import { type Service, services } from './services.ts'

const root = join(import.meta.dirname, '..')
const usage =
  'usage: npx pnpm@12 new-service <name> [--port <n>] [--calls <service>] [--storage postgres|none] [--dry-run] [--force]'
const lowestPort = 4010
/** CRUDDUR_PORT_BASE places the receivers of the console 200 and more above it, services by their distance from 4000. */
const highestPort = 4199
/** Kubernetes allows 63 characters; the names of its resources have suffixes. */
const maxNameLength = 40

const stop = (message: string) => fail('new-service', message)

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        calls: { type: 'string', multiple: true, default: [] },
        storage: { type: 'string', default: 'none' },
        'dry-run': { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    return stop(`${firstSentence(error)}\n${usage}`)
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
  const owner = ownerOfName(name, root)
  if (owner !== undefined) return stop(`the name ${name} is taken by ${owner}: choose another one`)
  const names = services.map((service) => service.name)
  const { calls, storage } = values
  const [callee] = calls
  if (callee !== undefined && !names.includes(callee))
    return stop(`--calls must be one of ${names.join(', ')} (got "${callee}")`)
  if (calls.length > 1)
    return stop(`--calls takes one service (got ${calls.join(', ')}): add the others afterwards`)
  if (storage !== 'none' && storage !== 'postgres')
    return stop(`--storage must be postgres or none (got "${storage}")`)
  const path = `/api/${name}`
  return { name, port, storage, calls, paths: [path], example: path }
}

const parsed = readArguments()
if (parsed.values.help) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
const service = readService(parsed)
const files = filesOf(service, root)
const list = [...files.keys(), ...sharedFiles(service)].map((file) => `  ${file}\n`).join('')
if (parsed.values['dry-run']) {
  process.stdout.write(`${service.name} on port ${service.port} would write:\n${list}`)
  process.exit(0)
}
if (!parsed.values.force) requireCleanTree(root, stop)

try {
  // First, because it writes all files or none.
  addToSharedFiles(service, root)
} catch (error) {
  stop((error as Error).message)
}
for (const [file, text] of files) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
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
