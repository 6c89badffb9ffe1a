import { sampleRate } from './sample-rate.ts'
import { listSql, readSql } from './sql-files.ts'

/** The table of applied schema versions, created before the others. */
export const versionsTable = 'tables/console_schema.sql'

/** Version → its files in order. */
type Manifest = Readonly<Record<string, readonly string[]>>

export const manifest: Manifest = JSON.parse(readSql('schema/manifest.json'))
export const newestVersion = Math.max(...Object.keys(manifest).map(Number))
/** The files of all tables and views, in order. */
export const schemaFiles = [versionsTable, ...Object.values(manifest).flat()]

const missing = listSql('schema').filter((file) => !schemaFiles.includes(file))
if (missing.length > 0) throw new Error(`schema/manifest.json does not name ${missing.join(', ')}`)

/** The statement of a file that creates a table or a view. */
export function readSchema(file: string): string {
  return readSql(`schema/${file}`).replace('/* sample rate */', sampleRate)
}

/** The table or view that a file creates. */
export function tableName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1, -'.sql'.length)
}
