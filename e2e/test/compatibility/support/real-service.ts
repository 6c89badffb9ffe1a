import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repository } from '../../support/run-script.ts'

export type Json = Record<string, unknown>

/** The object or list at a path of JSON, to change it in place. */
export function at(value: unknown, ...keys: readonly string[]): Json {
  const found = keys.reduce<unknown>((from, key) => (from as Json)?.[key], value)
  if (typeof found !== 'object' || found === null) throw new Error(`no ${keys.join(' ')}`)
  return found as Json
}

export function rename(fields: Json, from: string, to: string): void {
  fields[to] = fields[from]
  delete fields[from]
}

export async function readJson<Content>(path: string): Promise<Content> {
  return JSON.parse(await readFile(join(repository, path), 'utf8'))
}

/** The SQL of all migrations of a service. */
export async function migrationsOf(service: string): Promise<string> {
  const folder = join(repository, 'apps', service, 'migrations')
  const files = (await readdir(folder)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return texts.join('\n')
}
