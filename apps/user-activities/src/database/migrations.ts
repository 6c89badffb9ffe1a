import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
  /**
   * The oldest version whose service still runs once this one is applied; its own, if the file does
   * not declare another.
   */
  readonly compatibleFrom: number
}

const ours = new URL('../../migrations/', import.meta.url)

/** The schema's steps in order, from `migrations/0001-name.sql` onwards. */
export async function loadMigrations(folder = ours): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file, index) => {
      const version = Number(file.slice(0, 4))
      if (version !== index + 1) throw new Error(`migration ${file} is not number ${index + 1}`)
      const sql = await readFile(new URL(file, folder), 'utf8')
      const compatibleFrom = declaredCompatibility(sql) ?? version
      if (compatibleFrom < 1 || compatibleFrom > version)
        throw new Error(`migration ${file} declares compatibility from ${compatibleFrom}`)
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { version, name: file.slice(5, -4), sql, checksum, compatibleFrom }
    }),
  )
}

/** The first line, as in `-- compatible from: 1`. */
function declaredCompatibility(sql: string): number | undefined {
  const declared = /^-- compatible from: (\d+)\n/.exec(sql)?.[1]
  return declared === undefined ? undefined : Number(declared)
}
