import { createByteArena } from './byte-arena.ts'

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

/** Encoded records that are sent together. */
export interface Records {
  readonly bytes: Uint8Array
  readonly count: number
}

export interface QueueEntry extends Records {
  /** Bytes as the backend measures them. */
  readonly size: number
  /** Counts up from 1 in order of arrival. */
  readonly sequence: number
  /** Entries of one part are a batch of their own. */
  readonly part?: Part
}

/** A FIFO that knows its record count and its bytes; the caller enforces the bounds. */
export interface BoundedQueue {
  readonly count: number
  readonly bytes: number
  /** The number of entries. */
  readonly length: number
  /** The number of entries so far. */
  readonly sequence: number
  /** The size of an entry. */
  sizeOf(content: Uint8Array | string, count: number): number
  oldest(): QueueEntry | undefined
  /** Queues a copy. */
  push(content: Uint8Array | string, count: number): void
  shift(): QueueEntry | undefined
  /** Removes the oldest entries that fit, at least one. */
  takeBatch(maxCount: number, maxBytes: number): QueueEntry[]
  /** Puts a batch back at the front. */
  putBack(batch: readonly QueueEntry[]): void
  clear(): void
  /** Lets the memory of an entry be reused. */
  release(entry: QueueEntry): void
}

/** @param recordOverheadBytes part of the size of each record */
export function createBoundedQueue(recordOverheadBytes = 0): BoundedQueue {
  const arena = createByteArena()
  let sequence = 0
  let entries: (QueueEntry | undefined)[] = []
  let head = 0
  let bytes = 0
  let count = 0

  function shift(): QueueEntry | undefined {
    const entry = entries[head]
    if (!entry) return undefined
    entries[head] = undefined
    head += 1
    bytes -= entry.size
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
    get sequence() {
      return sequence
    },
    sizeOf: (content, records) => Buffer.byteLength(content) + records * recordOverheadBytes,
    oldest: () => entries[head],
    push: (content, records) => {
      sequence += 1
      const copy = typeof content === 'string' ? arena.write(content) : arena.copy(content)
      const size = copy.length + records * recordOverheadBytes
      entries.push({ bytes: copy, count: records, size, sequence })
      bytes += size
      count += records
    },
    shift,
    takeBatch: (maxCount, maxBytes) => {
      const batch: QueueEntry[] = []
      let batchBytes = 0
      let batchCount = 0
      for (let next = entries[head]; next; next = entries[head]) {
        batchBytes += next.size
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
        bytes += entry.size
        count += entry.count
      }
    },
    clear: () => {
      entries = []
      head = 0
      bytes = 0
      count = 0
    },
    release: (entry) => arena.release(entry.bytes),
  }
}
