import { readdirSync, readFileSync } from 'node:fs'

/** Reads an SQL file; each has one table, view or query. */
export function readSql(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

/** Lists the `.sql` files of a folder as relative paths. */
export function listSql(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .sort()
}
