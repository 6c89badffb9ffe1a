export interface QueueEntry<Item> {
  readonly item: Item
  readonly bytes: number
  /** Counts up from 1 in the order of arrival. */
  readonly sequence: number
}

/** First in, first out, with its length and weight at hand; its bounds are the caller's. */
export interface WeighedQueue<Item> {
  readonly length: number
  readonly bytes: number
  oldest(): QueueEntry<Item> | undefined
  push(entry: QueueEntry<Item>): void
  shift(): QueueEntry<Item> | undefined
  /** Takes the oldest as long as they fit; one in any case. */
  takeBatch(maxItems: number, maxBytes: number): QueueEntry<Item>[]
  /** Puts a batch back in front of everything. */
  putBack(batch: readonly QueueEntry<Item>[]): void
  clear(): void
}

export function createWeighedQueue<Item>(): WeighedQueue<Item> {
  let entries: (QueueEntry<Item> | undefined)[] = []
  let head = 0
  let bytes = 0

  function shift(): QueueEntry<Item> | undefined {
    const entry = entries[head]
    if (!entry) return undefined
    entries[head] = undefined
    head += 1
    bytes -= entry.bytes
    // Array.shift moves every element; closing the gap now and then costs a constant on average.
    if (head >= 1024 && head * 2 >= entries.length) {
      entries = entries.slice(head)
      head = 0
    }
    return entry
  }

  return {
    get length() {
      return entries.length - head
    },
    get bytes() {
      return bytes
    },
    oldest: () => entries[head],
    push: (entry) => {
      entries.push(entry)
      bytes += entry.bytes
    },
    shift,
    takeBatch: (maxItems, maxBytes) => {
      const batch: QueueEntry<Item>[] = []
      let batchBytes = 0
      for (let next = entries[head]; next && batch.length < maxItems; next = entries[head]) {
        if (batch.length > 0 && batchBytes + next.bytes > maxBytes) break
        batchBytes += next.bytes
        batch.push(next)
        shift()
      }
      return batch
    },
    putBack: (batch) => {
      entries = [...batch, ...entries.slice(head)]
      head = 0
      for (const entry of batch) bytes += entry.bytes
    },
    clear: () => {
      entries = []
      head = 0
      bytes = 0
    },
  }
}
