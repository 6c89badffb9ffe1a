import { readdirSync, readFileSync } from 'node:fs'

/** SQL is kept in files beside the code, one object or question per file. */
export function readSql(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

/** Every `.sql` under a folder, as paths from that folder. */
export function listSql(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sql'))
    .sort()
}
