import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repository } from './run-script.ts'

/** A service of docker-compose.yml, anchors and merges resolved. */
export interface Service {
  readonly image?: string
  readonly build?: { readonly target: string; readonly args: { readonly APP: string } }
  readonly command?: readonly string[]
  readonly tmpfs?: readonly string[]
  readonly environment?: Readonly<Record<string, string | number>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly profiles?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { condition: string; required?: boolean }>>
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly develop?: { readonly watch: readonly { readonly path: string; action: string }[] }
  readonly init?: boolean
  readonly read_only?: boolean
  readonly mem_limit?: string
}

/** docker-compose.yml as it is written. */
export const composeText = await readFile(join(repository, 'docker-compose.yml'), 'utf8')
export const compose = parse(composeText, { merge: true })
export const services: Record<string, Service> = compose.services
export const service = (name: string): Service => {
  const found = services[name]
  if (!found) throw new Error(`no service ${name}`)
  return found
}

/** `$NAME` in braces, with `:-default` and its kin, as Compose reads them, nested ones included. */
export function interpolate(value: string | number, env: Record<string, string> = {}): string {
  let shown = String(value)
  const innermost = /\$\{(\w+)(?:(:?[-+])([^${}]*))?\}/
  for (let found = innermost.exec(shown); found; found = innermost.exec(shown)) {
    const [all, name = '', operator = '', word = ''] = found
    const given = env[name]
    const there = operator.startsWith(':') ? Boolean(given) : given !== undefined
    const replacement = operator.endsWith('+') ? (there ? word : '') : there ? given : word
    shown = shown.replace(all, () => replacement ?? '')
  }
  return shown
}

/** The environment of a service under the variables of an `.env` file. */
export const environmentOf = (name: string, env?: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(service(name).environment ?? {}).map(([key, value]) => [
      key,
      interpolate(value, env),
    ]),
  )
