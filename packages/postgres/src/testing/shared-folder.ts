import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Returns a folder in the temporary folder, which the first caller of a test run creates. */
export async function sharedFolder(
  name: string,
  create: (folder: string) => Promise<void>,
): Promise<string> {
  const target = join(tmpdir(), name)
  const exists = () => stat(target).then(Boolean, () => false)
  if (await exists()) return target
  // A folder that is not complete is never at the path that others read.
  const parent = await mkdtemp(`${target}-`)
  const folder = join(parent, 'folder')
  try {
    await create(folder)
    await rename(folder, target).catch(async (error) => {
      // Another test file was faster.
      if (!(await exists())) throw error
    })
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
  return target
}
