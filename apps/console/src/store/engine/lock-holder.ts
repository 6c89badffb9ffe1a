import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The id of the process that has chDB open on a folder. The engine refuses a second owner by
 * itself, but says why on stderr only; Linux tells who holds the lock before it comes to that.
 */
export async function lockHolder(folder: string): Promise<number | undefined> {
  try {
    const { dev, ino } = await stat(join(folder, 'status'))
    const locks = await readFile('/proc/locks', 'utf8')
    const file = `${device(dev)}:${ino}`
    const held = locks.split('\n').find((line) => line.split(/\s+/)[5] === file)
    const pid = Number(held?.split(/\s+/)[4])
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Major and minor number in hex, as the kernel lists them; an inode's number alone is of any disk. */
function device(dev: number): string {
  const major = (dev >> 8) & 0xfff
  const minor = (dev & 0xff) | ((dev >> 12) & 0xfff00)
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':')
}
