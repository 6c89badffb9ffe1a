import type { BackoffMillis } from './backoff.ts'
import type { DropReason, Ledger } from './ledger.ts'

/** What one attempt to send a batch came to. */
export type SendOutcome =
  /** Taken; `rejected` counts the items of the batch that the back end refused for good. */
  | { readonly kind: 'sent'; readonly rejected?: Partial<Record<DropReason, number>> }
  /** Not taken now; its items are tried again, no sooner than `retryAfterMillis`. */
  | { readonly kind: 'retry'; readonly reason: string; readonly retryAfterMillis?: number }
  /** Not taken, and never will be. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly dropReason?: DropReason }

export interface BatchSenderOptions<Item> {
  readonly ledger: Ledger
  /** One attempt; must settle soon after `signal` aborts. A throw counts as `retry`. */
  send(batch: readonly Item[], signal: AbortSignal): Promise<SendOutcome>
  /** Bytes an item takes in memory by itself. */
  sizeOf(item: Item): number
  /** How many things of the ledger, and of the limits below, an item stands for; default 1. */
  countOf?(item: Item): number
  /** Takes an item that went out, or was refused, at the first attempt: nobody reads it any more. */
  release?(item: Item): void
  readonly maxQueueItems: number
  /** Of all that is queued, the queue's own objects included. */
  readonly maxQueueBytes: number
  readonly maxBatchItems: number
  readonly maxBatchBytes: number
  /** The longest an item waits for company. */
  readonly intervalMillis: number
  readonly attemptTimeoutMillis: number
  /** Doubles from the first to the last, each with ±20 % jitter. */
  readonly backoffMillis: BackoffMillis
}

/** A bounded queue in front of a back end: batches, retries for as long as it takes, drops the oldest when full. */
export interface BatchSender<Item> {
  /** Never waits and never throws. */
  push(item: Item): void
  flush(deadline: AbortSignal): Promise<void>
  shutdown(deadline: AbortSignal): Promise<void>
}
