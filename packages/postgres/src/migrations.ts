import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
  /** Oldest schema version whose services still work after this migration; default: its own. */
  readonly compatibleFrom: number
}

/** Reads the migrations of a folder in order, starting with `0001-name.sql`. */
export async function loadMigrations(folder: URL): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file, index) => {
      const version = Number(file.slice(0, 4))
      if (version !== index + 1) throw new Error(`migration ${file} must have number ${index + 1}`)
      const sql = await readFile(new URL(file, folder), 'utf8')
      const compatibleFrom = declaredCompatibility(sql) ?? version
      if (compatibleFrom < 1 || compatibleFrom > version)
        throw new Error(
          `migration ${file}: "compatible from" must be between 1 and ${version} (got ${compatibleFrom})`,
        )
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { version, name: file.slice(5, -4), sql, checksum, compatibleFrom }
    }),
  )
}

/** Parses the first line: `-- compatible from: 1`. */
function declaredCompatibility(sql: string): number | undefined {
  const declared = /^-- compatible from: (\d+)\n/.exec(sql)?.[1]
  return declared === undefined ? undefined : Number(declared)
}
