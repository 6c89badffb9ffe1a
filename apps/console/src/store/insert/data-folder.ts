import { stat } from 'node:fs/promises'
import { OverloadedError } from '../../model/row-sink.ts'
import { StoreError } from '../../model/store-error.ts'

const retryAfterSeconds = 30

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
  const inodeOf = () =>
    stat(folder).then(
      ({ ino }) => ino,
      () => undefined,
    )
  const inode = await inodeOf()
  let isReported = false
  return {
    assertPresent: async () => {
      if ((await inodeOf()) === inode) return
      const removed = new StoreError(
        'CON_STORE_FOLDER_REMOVED',
        `the data folder ${folder} was removed while the console runs: restart the console`,
      )
      if (!isReported) onError(removed)
      isReported = true
      throw new OverloadedError(removed.message, retryAfterSeconds, { cause: removed })
    },
  }
}
