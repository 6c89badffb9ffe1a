import { createHash } from 'node:crypto'
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

/** A row of `console_schema`; versions before the first release have no fingerprint. */
export interface AppliedVersion {
  readonly Version: number
  readonly Fingerprint?: string
}

/** Identifies the tables and views of a version; comments and white space do not count. */
export function schemaFingerprint(version: number): string {
  const texts = [versionsTable, ...(manifest[version] ?? [])].map((file) =>
    readSchema(file).replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' '),
  )
  return createHash('sha256').update(texts.join(';')).digest('hex').slice(0, 16)
}

/** Whether the tables were created by another build, which had other statements for the same version. */
export function isOfOtherBuild(applied: readonly AppliedVersion[]): boolean {
  return applied.some(
    ({ Version, Fingerprint }) =>
      Version <= newestVersion && Fingerprint !== schemaFingerprint(Version),
  )
}
