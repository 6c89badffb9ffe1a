import { listSql, readSql } from './sql-files.ts'

/** Every question the store can answer, one file each in queries/. */
const queryNames = [
  'find-trace-ids',
  'get-spans',
  'list-all-services',
  'list-operations',
  'list-services',
  'summarize-traces',
] as const

export type QueryName = (typeof queryNames)[number]

/**
 * Reads all questions.
 * @throws when a name has no file or a file no name
 */
export function loadQueries(): Readonly<Record<QueryName, string>> {
  const files = listSql('queries').map((file) => file.replace(/\.sql$/, ''))
  const unknown = files.filter((file) => !(queryNames as readonly string[]).includes(file))
  const missing = queryNames.filter((name) => !files.includes(name))
  if (unknown.length > 0 || missing.length > 0)
    throw new Error(`queries/ and its names differ: unknown ${unknown}, missing ${missing}`)
  return Object.fromEntries(
    queryNames.map((name) => [name, readSql(`queries/${name}.sql`)]),
  ) as Record<QueryName, string>
}
