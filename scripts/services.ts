import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A service as it is declared in services.json. */
export interface Service {
  /** Folder in apps/, package name without scope, image name, `service.name`. */
  readonly name: string
  /** Default port. */
  readonly port: number
  readonly storage: 'postgres' | 'none'
  /** Services that it calls. */
  readonly calls: readonly string[]
  /** Paths that the gateway routes to the service, most specific first; `*` at the end is a prefix. */
  readonly paths: readonly string[]
  /** A path for `dev` to show. */
  readonly example: string
}

/** All services, in the order in which they start. */
export const services: readonly Service[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../services.json'), 'utf8'),
).services
