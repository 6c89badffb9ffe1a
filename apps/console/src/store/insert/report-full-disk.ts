import type { RowSink } from '../../model/row-sink.ts'
import { StoreError } from '../../model/store-error.ts'
import { isDiskFull } from '../engine-errors.ts'

/** Reports a full disk once, and again only after a successful insert. */
export function reportFullDisk(
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
              `the disk of the data folder ${folder} is full and no telemetry is accepted: free some space, or run traces clear`,
            ),
          )
        }
        throw error
      }
    },
  }
}
