import type { BackoffMillis } from './backoff.ts'
import type { DropReason, Ledger } from './ledger.ts'

/** The result of one attempt to send a batch. */
export type SendOutcome =
  /** Accepted; `rejected` counts the records of the batch that the backend refused permanently. */
  | { readonly kind: 'sent'; readonly rejected?: Partial<Record<DropReason, number>> }
  /** Not accepted now; the batch is retried, no sooner than `retryAfterMillis`. */
  | {
      readonly kind: 'retry'
      readonly reason: string
      readonly retryAfterMillis?: number
      /** Consecutive failures after which the batch is dropped; default: unlimited. */
      readonly maxAttempts?: number
    }
  /** Refused permanently. */
  | {
      readonly kind: 'rejected'
      readonly reason: string
      readonly dropReason?: DropReason
      /** The reason may be a single record: the batch is split to deliver the others. */
      readonly isolate?: boolean
    }

export interface BatchSenderOptions<Item> {
  readonly ledger: Ledger
  /** One attempt; must settle soon after `signal` aborts. A rejection counts as `retry`. */
  send(batch: readonly Item[], signal: AbortSignal): Promise<SendOutcome>
  /** The bytes that an entry takes in memory, without the queue's own objects. */
  sizeOf(item: Item): number
  /** Number of records of an entry, for the ledger and the limits below; default 1. */
  countOf?(item: Item): number
  /** Splits an entry that holds several records, to find one that the backend rejects. */
  halve?(item: Item): readonly Item[] | undefined
  /** Called when an entry was sent or refused at the first attempt, so that its memory can be reused. */
  release?(item: Item): void
  readonly maxQueueItems: number
  /** Includes the queue's own objects. */
  readonly maxQueueBytes: number
  readonly maxBatchItems: number
  readonly maxBatchBytes: number
  /** The longest time an entry waits for its batch to fill. */
  readonly intervalMillis: number
  readonly attemptTimeoutMillis: number
  /** Doubles from `first` to `last`, with ±20 % jitter. */
  readonly backoffMillis: BackoffMillis
}

/** A bounded queue in front of a backend: sends in batches, retries until it succeeds, and drops the oldest when full. */
export interface BatchSender<Item> {
  /** Never blocks and never throws. */
  push(item: Item): void
  flush(deadline: AbortSignal): Promise<void>
  shutdown(deadline: AbortSignal): Promise<void>
}
