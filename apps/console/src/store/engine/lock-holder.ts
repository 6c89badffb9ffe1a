import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Returns the ID of the process that has chDB open on a folder. The engine refuses a second process
 * but only logs the reason to stderr; on Linux, /proc/locks has the process ID.
 */
export async function lockHolder(folder: string): Promise<number | undefined> {
  try {
    const { dev, ino } = await stat(join(folder, 'status'))
    const locks = await readFile('/proc/locks', 'utf8')
    const file = `${device(dev)}:${ino}`
    const lock = locks.split('\n').find((line) => line.split(/\s+/)[5] === file)
    const pid = Number(lock?.split(/\s+/)[4])
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Major and minor device number in hex, as in /proc/locks; inode numbers are unique per device only. */
function device(dev: number): string {
  const major = (dev >> 8) & 0xfff
  const minor = (dev & 0xff) | ((dev >> 12) & 0xfff00)
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':')
}
