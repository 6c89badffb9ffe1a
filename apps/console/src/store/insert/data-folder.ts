import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { OverloadedError } from '../../model/row-sink.ts'
import { StoreError } from '../../model/store-error.ts'

const retryAfterSeconds = 30
/** Folders in it without which rows are lost: `rm -rf` with a wildcard removes them, and not the folder. */
const neededFolders = ['metadata', 'store', 'write-log']

/** Watches that the data folder is not removed while the engine has it open. */
export interface DataFolder {
  /** @throws OverloadedError when the folder was removed or replaced */
  assertPresent(): Promise<void>
}

/**
 * The engine does not notice the removal of its folder: inserts would succeed, and the data would be
 * lost with the process.
 */
export async function watchDataFolder(
  folder: string,
  onError: (error: unknown) => void,
): Promise<DataFolder> {
  const folders = [folder, ...neededFolders.map((name) => join(folder, name))]
  const readInodes = async () =>
    (await Promise.all(folders.map((path) => stat(path).catch(() => undefined))))
      .map((stats) => stats?.ino)
      .join()
  const inodes = await readInodes()
  let isReported = false
  return {
    assertPresent: async () => {
      if ((await readInodes()) === inodes) return
      const removed = new StoreError(
        'CON_STORE_FOLDER_REMOVED',
        `the data folder ${folder} or a part of it was removed while the console runs: restart the console`,
      )
      if (!isReported) onError(removed)
      isReported = true
      throw new OverloadedError(removed.message, retryAfterSeconds, { cause: removed })
    },
  }
}
