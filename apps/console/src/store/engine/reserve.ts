import { stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDiskFull } from '../engine-errors.ts'

/** The engine needs 1 MiB to remove a part; running merges may use the remainder. */
const reserveBytes = 8 * 1024 * 1024

/** Disk space that is released when removing data fails on a full disk. */
export interface Reserve {
  /** Runs a task that frees space; on a full disk, releases the reserve and runs it again. */
  freeing<Result>(work: () => Promise<Result>): Promise<Result>
}

/** Keeps a file of zeros in the data folder; without enough disk space there is no reserve yet. */
export async function openReserve(folder: string): Promise<Reserve> {
  const file = join(folder, 'reserve')
  const fill = async () => {
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    )
    if (size === reserveBytes) return
    await writeFile(file, Buffer.alloc(reserveBytes)).catch(() => truncate(file).catch(() => {}))
  }
  await fill()
  return {
    freeing: async (work) => {
      try {
        return await work()
      } catch (error) {
        if (!isDiskFull(error)) throw error
        await truncate(file).catch(() => {})
        try {
          return await work()
        } finally {
          await fill()
        }
      }
    },
  }
}
