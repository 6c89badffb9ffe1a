import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Bytes of all files, without the reserve of free space. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries
    .filter((entry) => entry.isFile() && entry.name !== 'reserve')
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** Bytes of the active parts, which a process of its own reads from the folder. */
export async function storedBytesOf(folder: string): Promise<number> {
  const child = fork(fileURLToPath(new URL('./stored-bytes.ts', import.meta.url)), [folder])
  const [bytes] = await once(child, 'message')
  return Number(bytes)
}
