import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { services, variablePrefix } from '../services.ts'

/** Folders of the repository; each package and app has the name of its folder. */
const namedFolders = ['.', 'apps', 'packages', 'scripts', 'deploy/kubernetes']
/** Stacks in deploy/aws that belong to no service. */
const stacks = ['foundation', 'observability']
/** Identifiers of the template: the code of a service with one of these names does not compile. */
const identifiers = [
  'callee',
  'database',
  'faults',
  'host',
  'log-level',
  'port',
  'prefix',
  'sample-data',
  'server',
  'service',
  'test-telemetry',
]
/** Endings of the variables that the template adds. */
const variables = [
  'PORT',
  'URL',
  'TIMEOUT_MILLIS',
  'FAULTS',
  'SAMPLE_DATA',
  'DATA_DIR',
  'POOL_SIZE',
  'STATEMENT_TIMEOUT_MILLIS',
]

/** The part of the repository that has the name of a new service already. */
export function ownerOfName(name: string, root: string): string | undefined {
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const folder = namedFolders.find((parent) => existsSync(join(root, parent, name)))
  if (folder !== undefined) return `the folder ${join(folder, name)}`
  if (identifiers.includes(name)) return 'the code of every service'
  if (name === 'schema-migrations' || name.startsWith('pg-')) return 'a table of Postgres'
  if (stacks.includes(name)) return 'a stack in deploy/aws'
  const containers = [name, `${name}-postgres`, `${name}-migrate`]
  const compose = read('docker-compose.yml').split('\n')
  if (compose.some((line) => containers.includes(line.slice(2, -1)) && /^ {2}\S+:$/.test(line)))
    return 'docker-compose.yml'
  const documented = read('docs/environment-variables.md')
  const variable = variables
    .map((ending) => `${variablePrefix(name)}_${ending}`)
    .find((candidate) => documented.includes(`\`${candidate}\``))
  if (variable !== undefined) return `the variable ${variable}`
  return ownerOfPath(`/api/${name}`, root)
}

/** The service with routes at or below a path: gateways would send them to the new service. */
function ownerOfPath(path: string, root: string): string | undefined {
  const found = services.find((service) => {
    const file = join(root, 'apps', service.name, 'openapi.json')
    const paths = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).paths : {}
    return Object.keys(paths).some((route) => route === path || route.startsWith(`${path}/`))
  })
  return found && `the route ${path} of ${found.name}`
}
