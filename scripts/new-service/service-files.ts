import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Service, services, variablePrefix } from '../services.ts'
import { renderTemplate } from './render-template.ts'

/** Templates of every service, and those that a service with a database has in addition. */
const template = join(import.meta.dirname, 'template')
const postgresTemplate = join(import.meta.dirname, 'postgres')

/** The folders that belong to a service alone. */
export const foldersOf = (name: string): string[] => [`apps/${name}`, `deploy/kubernetes/${name}`]

/** The files of a new service by path. */
export function filesOf(service: Service, root: string): Map<string, string> {
  const [callee = ''] = service.calls
  const values = {
    ...namesOf(service.name),
    port: service.port,
    postgres: service.storage === 'postgres',
    hasParts: callee !== '' || service.storage === 'postgres',
    table: service.name.replaceAll('-', '_'),
    calls: callee !== '',
    callee,
    CALLEE: variablePrefix(callee),
    calleeCamel: camelCase(callee),
    CalleePascal: pascalCase(callee),
    calleePort: services.find(({ name }) => name === callee)?.port ?? 0,
    calleePath: callee && firstListOf(callee, root),
  }
  const folders = service.storage === 'postgres' ? [template, postgresTemplate] : [template]
  const templates = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.template') && (callee !== '' || !path.includes('CALLEE')))
      .map((path) => ({ path, file: join(folder, path) })),
  )
  return new Map(
    templates
      .sort((one, other) => (one.path < other.path ? -1 : 1))
      .map(({ path, file }) => [
        path
          .replace(/\.template$/, '')
          .replaceAll('NAME', service.name)
          .replace('CALLEE', callee),
        renderTemplate(readFileSync(file, 'utf8'), values),
      ]),
  )
}

const camelCase = (name: string) =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const pascalCase = (name: string) => name.slice(0, 1).toUpperCase() + camelCase(name).slice(1)
const namesOf = (name: string) => ({
  name,
  camel: camelCase(name),
  Pascal: pascalCase(name),
  PREFIX: variablePrefix(name),
})

/** The first path of a service that can be requested without parameters. */
function firstListOf(callee: string, root: string): string {
  const file = join(root, 'apps', callee, 'openapi.json')
  if (!existsSync(file)) throw new Error(`${file} does not exist: run npx pnpm@12 generate-docs`)
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, object> }
  const found = Object.keys(paths).find(
    (path) => !path.includes('{') && 'get' in (paths[path] ?? {}),
  )
  if (found === undefined) throw new Error(`${callee} has no GET route without path parameters`)
  return found
}
