import { execFile } from 'node:child_process'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Copies the files of a build context: those that git tracks or would add, no ignored ones. */
export async function copyContext(repository: string, target: string): Promise<void> {
  const { stdout } = await run(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: repository, maxBuffer: 64 * 1_048_576 },
  )
  const files = stdout.split('\0').filter(Boolean)
  const folders = new Set(files.map((file) => dirname(join(target, file))))
  for (const folder of folders) await mkdir(folder, { recursive: true })
  // A file that is deleted and not yet committed is not part of the context.
  for (const file of files)
    await copyFile(join(repository, file), join(target, file)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
      },
    )
}
