import type { RowSink } from '../../model/row-sink.ts'
import { StoreError } from '../../model/store-error.ts'
import { isDiskFull } from '../engine-errors.ts'

/** Says once that the disk is full, and once more only when it had room in between. */
export function tellFullDisk(
  sink: RowSink,
  folder: string,
  onError: (error: unknown) => void,
): RowSink {
  let isFull = false
  return {
    insert: async (kind, rows) => {
      try {
        await sink.insert(kind, rows)
        isFull = false
      } catch (error) {
        if (isDiskFull(error) && !isFull) {
          isFull = true
          onError(
            new StoreError(
              'CON_STORE_DISK_FULL',
              `the disk of the data folder ${folder} is full: nothing is taken in until there is room; free some, or run traces clear`,
            ),
          )
        }
        throw error
      }
    },
  }
}
