import { stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDiskFull } from '../engine-errors.ts'

/** The engine asks for 1 MiB before it removes a part; merges under way may take the rest. */
const reserveBytes = 8 * 1024 * 1024

/** Room on the disk that is given up when removing data needs some, which it does on a full disk. */
export interface Reserve {
  /** Does what frees space, with the reserve when there is no other. */
  freeing<Result>(work: () => Promise<Result>): Promise<Result>
}

/** Keeps a file of zeros in the data folder; a disk too full for it has no reserve until there is room. */
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
