import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The id of the process that has chDB open on a folder. The engine refuses a second owner by
 * itself, but says why on stderr only; Linux tells who holds the lock before it comes to that.
 */
export async function lockHolder(folder: string): Promise<number | undefined> {
  try {
    const { ino } = await stat(join(folder, 'status'))
    const locks = await readFile('/proc/locks', 'utf8')
    const held = locks.split('\n').find((line) => line.includes(`:${ino} `))
    const pid = Number(held?.split(/\s+/)[4])
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
