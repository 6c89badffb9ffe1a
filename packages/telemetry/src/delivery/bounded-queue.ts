/** The parts that a rejected batch was split into. */
export interface Search {
  requestsLeft: number
  openParts: number
  anyAccepted: boolean
}

/** Marks entries that are sent as a batch of their own. */
export interface Part {
  readonly search: Search
}

export interface QueueEntry<Item> {
  readonly item: Item
  readonly bytes: number
  /** Number of records of the entry. */
  readonly count: number
  /** Counts up from 1 in order of arrival. */
  readonly sequence: number
  /** Entries of one part are a batch of their own. */
  readonly part?: Part
}

/** A FIFO that knows its record count and its bytes; the caller enforces the bounds. */
export interface BoundedQueue<Item> {
  readonly count: number
  readonly bytes: number
  /** The number of entries. */
  readonly length: number
  oldest(): QueueEntry<Item> | undefined
  push(entry: QueueEntry<Item>): void
  shift(): QueueEntry<Item> | undefined
  /** Removes the oldest entries that fit, at least one. */
  takeBatch(maxCount: number, maxBytes: number): QueueEntry<Item>[]
  /** Puts a batch back at the front. */
  putBack(batch: readonly QueueEntry<Item>[]): void
  clear(): void
}

export function createBoundedQueue<Item>(): BoundedQueue<Item> {
  let entries: (QueueEntry<Item> | undefined)[] = []
  let head = 0
  let bytes = 0
  let count = 0

  function shift(): QueueEntry<Item> | undefined {
    const entry = entries[head]
    if (!entry) return undefined
    entries[head] = undefined
    head += 1
    bytes -= entry.bytes
    count -= entry.count
    // `Array.shift` moves every element; compacting now and then is amortized constant time.
    if (head >= 1024 && head * 2 >= entries.length) {
      entries = entries.slice(head)
      head = 0
    }
    return entry
  }

  return {
    get count() {
      return count
    },
    get bytes() {
      return bytes
    },
    get length() {
      return entries.length - head
    },
    oldest: () => entries[head],
    push: (entry) => {
      entries.push(entry)
      bytes += entry.bytes
      count += entry.count
    },
    shift,
    takeBatch: (maxCount, maxBytes) => {
      const batch: QueueEntry<Item>[] = []
      let batchBytes = 0
      let batchCount = 0
      for (let next = entries[head]; next; next = entries[head]) {
        batchBytes += next.bytes
        batchCount += next.count
        const isOver = batchBytes > maxBytes || batchCount > maxCount
        if (batch.length > 0 && (isOver || next.part !== batch[0]?.part)) break
        batch.push(next)
        shift()
      }
      return batch
    },
    putBack: (batch) => {
      entries = [...batch, ...entries.slice(head)]
      head = 0
      for (const entry of batch) {
        bytes += entry.bytes
        count += entry.count
      }
    },
    clear: () => {
      entries = []
      head = 0
      bytes = 0
      count = 0
    },
  }
}
