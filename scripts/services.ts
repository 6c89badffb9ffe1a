import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Schema } from '../packages/environment/src/index.ts'

/** A service as declared in services.json. */
export interface Service {
  /** Folder in apps/, package name without scope, image name and `service.name`. */
  readonly name: string
  /** Default port. */
  readonly port: number
  readonly storage: 'postgres' | 'none'
  /** Services that it calls. */
  readonly calls: readonly string[]
  /** Paths that gateways route to the service; `*` at the end is a prefix. Exact and longer paths win. */
  readonly paths: readonly string[]
  /** A path that returns 200. */
  readonly example: string
}

/** All services, in the order in which they start. */
export const services: readonly Service[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../services.json'), 'utf8'),
).services

/** Prefix of the variables of a service: `HOME_ACTIVITIES` for home-activities. */
export const variablePrefix = (name: string): string => name.toUpperCase().replaceAll('-', '_')

/** The schema of the variables of a service; `src/config.ts` exports it as `homeActivitiesVariables`. */
export async function variablesOf(name: string): Promise<Schema> {
  const camelCase = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const config = await import(`../apps/${name}/src/config.ts`)
  return config[`${camelCase}Variables`]
}

/** The service for a request path, by the rule of every gateway. */
export function serviceOfPath(path: string): Service | undefined {
  const routes = services.flatMap((service) =>
    service.paths.map((pattern) => ({ service, pattern })),
  )
  const matching = routes.filter(({ pattern }) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  )
  const rank = (pattern: string) => pattern.length + (pattern.endsWith('*') ? 0 : 1_000)
  return matching.sort((a, b) => rank(b.pattern) - rank(a.pattern))[0]?.service
}
