import type { BackoffMillis } from './backoff.ts'
import type { Records } from './bounded-queue.ts'
import type { DropReason, LedgerSnapshot } from './ledger.ts'

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

export interface BatchSenderOptions {
  /** One attempt; must settle soon after `signal` aborts. A rejection counts as `retry`. */
  send(batch: readonly Records[], signal: AbortSignal): Promise<SendOutcome>
  /** Copies the halves of an entry that holds several records, to find one that the backend rejects. */
  halve?(entry: Records): readonly Records[] | undefined
  /** Called at the end of the shutdown. */
  close?(): unknown
  readonly maxQueueItems: number
  /** Includes the queue's own objects. */
  readonly maxQueueBytes: number
  readonly maxBatchItems: number
  readonly maxBatchBytes: number
  /** Bytes that the backend adds for each record when it measures a batch; default 0. */
  readonly recordOverheadBytes?: number
  /** The longest time an entry waits for its batch to fill. */
  readonly intervalMillis: number
  readonly attemptTimeoutMillis: number
  /** Doubles from `first` to `last`, with ±20% jitter; default `usualBackoff`. */
  readonly backoffMillis?: BackoffMillis
}

/** A bounded queue in front of a backend: sends in batches, retries until it succeeds, and drops the oldest when full. */
export interface BatchSender {
  /**
   * Queues a copy of encoded records. Never blocks and never throws.
   *
   * @param count the number of records; default 1
   */
  push(content: Uint8Array | string, count?: number): void
  /** Counts records that are not queued. */
  drop(reason: DropReason, count?: number): void
  ledger(): LedgerSnapshot
  flush(deadline: AbortSignal): Promise<void>
  shutdown(deadline: AbortSignal): Promise<void>
}
