import type { ReceiverCounters } from '../model/receiver-counters.ts'

const maxReasons = 20
const otherReasons = 'other reasons'

type Counter = 'received' | 'stored' | 'rejected' | 'dropped'

/** Counts the records of one receiver. */
export interface RecordCounts {
  add(counter: Exclude<Counter, 'rejected'>, records: number): void
  /** The reason is counted without its value, so that the number of reasons stays small. */
  reject(reason: string, records?: number): void
  counters(): ReceiverCounters
}

export function createRecordCounts(): RecordCounts {
  const counts = { received: 0, stored: 0, rejected: 0, dropped: 0 }
  const reasons = new Map<string, number>()
  return {
    add: (counter, records) => {
      counts[counter] += records
    },
    reject: (reason, records = 1) => {
      if (records === 0) return
      counts.rejected += records
      const general = reason.replace(/ \(got .*$/s, '')
      const key = reasons.has(general) || reasons.size < maxReasons ? general : otherReasons
      reasons.set(key, (reasons.get(key) ?? 0) + records)
    },
    counters: () => ({ ...counts, reasons: Object.fromEntries(reasons) }),
  }
}
