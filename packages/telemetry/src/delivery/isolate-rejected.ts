import type { BatchSenderOptions } from './batch-sender.ts'
import type { BoundedQueue, Part, QueueEntry, Search } from './bounded-queue.ts'

/** Maximum number of requests that send a rejected batch again in parts: enough to find one record among thousands. */
const maxRequests = 24

export interface RejectedIsolation {
  /**
   * Halves a rejected batch to find the records that are rejected by themselves.
   *
   * @returns entries to send again, part by part; undefined to drop the batch
   */
  split(batch: readonly QueueEntry[]): readonly QueueEntry[] | undefined
  /** Call it for each batch that was accepted or dropped. */
  settled(batch: readonly QueueEntry[], isAccepted: boolean): void
}

/**
 * Finds the records that make a backend reject a whole batch. While a backend rejects every part,
 * because of a wrong URL for example, further batches are not split.
 */
export function createRejectedIsolation(
  halve: BatchSenderOptions['halve'],
  sizeOf: BoundedQueue['sizeOf'],
): RejectedIsolation {
  let isUseful = true

  function halvesOf(batch: readonly QueueEntry[]): readonly (readonly QueueEntry[])[] | undefined {
    const [entry] = batch
    if (!entry) return undefined
    if (batch.length === 1) {
      return halve?.(entry)?.map(({ bytes, count }) => [
        { bytes, count, size: sizeOf(bytes, count), sequence: entry.sequence },
      ])
    }
    const middle = Math.ceil(batch.length / 2)
    return [batch.slice(0, middle), batch.slice(middle)]
  }

  return {
    split(batch) {
      const search = batch[0]?.part?.search ?? newSearch()
      if (!isUseful || search.requestsLeft < 2) return undefined
      const halves = halvesOf(batch)
      if (!halves) return undefined
      search.requestsLeft -= 2
      search.openParts += 1
      return halves.flatMap((half) => {
        const part: Part = { search }
        return half.map((entry) => ({ ...entry, part }))
      })
    },
    settled(batch, isAccepted) {
      const search = batch[0]?.part?.search
      if (search) {
        search.anyAccepted ||= isAccepted
        search.openParts -= 1
        if (search.openParts === 0) isUseful = search.anyAccepted
      }
      if (isAccepted) isUseful = true
    },
  }
}

function newSearch(): Search {
  return { requestsLeft: maxRequests, openParts: 1, anyAccepted: false }
}
