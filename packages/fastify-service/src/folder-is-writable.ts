import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from './start-error.ts'

/**
 * Creates the folder if necessary and verifies that it is writable.
 *
 * @param variable the environment variable that names the folder
 * @throws StartError naming the folder, the reason and the variable
 */
export async function folderIsWritable(variable: string, folder: string): Promise<void> {
  const probe = join(folder, `.write-probe-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(probe, 'w')
    try {
      await file.write('probe')
    } finally {
      await file.close()
      await rm(probe, { force: true })
    }
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause)
    throw new StartError(
      `the data folder ${folder} is not writable (${reason}): make it writable, or set ${variable} to another folder`,
      { cause },
    )
  }
}
