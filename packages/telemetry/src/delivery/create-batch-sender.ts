import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import { runAttempt } from './attempt.ts'
import { backoffDelayMillis } from './backoff.ts'
import type { BatchSender, BatchSenderOptions, SendOutcome } from './batch-sender.ts'
import { createBoundedQueue, type QueueEntry } from './bounded-queue.ts'
import { createFlushWaiters } from './flush-waiters.ts'
import { createRejectedIsolation } from './isolate-rejected.ts'

/** An export is not part of the request that triggered it, and exports are not traced. */
const untraced = suppressTracing(ROOT_CONTEXT)

type RetryOutcome = SendOutcome & { kind: 'retry' }
type FinalOutcome = Exclude<SendOutcome, RetryOutcome>

/** Memory per entry besides its content: the queue's objects and the header of the buffer view or string. */
const entryBytes = 250

/**
 * One batch is in flight at a time. An entry larger than `maxBatchBytes` is dropped as `too_large`;
 * a failed batch returns to the front of the queue.
 */
export function createBatchSender<Item>(options: BatchSenderOptions<Item>): BatchSender<Item> {
  const { ledger, sizeOf, maxQueueItems, maxQueueBytes, maxBatchItems, maxBatchBytes } = options
  const { countOf = () => 1 } = options
  const queue = createBoundedQueue<Item>()
  const isolation = createRejectedIsolation<Item>(halve)
  const waiters = createFlushWaiters()
  let sequence = 0
  let inFlight: readonly QueueEntry<Item>[] = []
  let inFlightBytes = 0
  let inFlightCount = 0
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let timerIsBackoff = false
  let attempt: AbortController | undefined
  let closed = false
  let shutdownDone: Promise<void> | undefined

  function push(item: Item): void {
    const count = countOf(item)
    const bytes = sizeOf(item)
    ledger.accept(count)
    if (closed) ledger.drop('shutdown', count)
    else if (bytes > maxBatchBytes) ledger.drop('too_large', count)
    else enqueue(item, bytes, count)
  }

  function enqueue(item: Item, bytes: number, count: number): void {
    sequence += 1
    queue.push({ item, bytes, count, sequence })
    dropOverflow()
    if (attempt || timerIsBackoff) return
    if (isBatchFull()) schedule(0)
    else if (!timer) schedule(options.intervalMillis)
  }

  function isBatchFull(): boolean {
    return queue.count >= maxBatchItems || queue.bytes >= maxBatchBytes
  }

  function queuedBytes(): number {
    return queue.bytes + inFlightBytes + (queue.length + inFlight.length) * entryBytes
  }

  function dropOverflow(): void {
    let dropped = 0
    while (
      queue.count > 0 &&
      (queue.count + inFlightCount > maxQueueItems || queuedBytes() > maxQueueBytes)
    ) {
      dropped += queue.shift()?.count ?? 0
    }
    ledger.drop('queue_full', dropped)
    if (dropped > 0) settleWaiters()
  }

  let scheduledMillis = Number.POSITIVE_INFINITY

  function schedule(delayMillis: number, isBackoff = false): void {
    if (timer && !isBackoff && delayMillis >= scheduledMillis) return
    clearTimeout(timer)
    scheduledMillis = delayMillis
    timerIsBackoff = isBackoff
    timer = setTimeout(sendNext, delayMillis)
    timer.unref()
  }

  function unschedule(): void {
    clearTimeout(timer)
    timer = undefined
    timerIsBackoff = false
    scheduledMillis = Number.POSITIVE_INFINITY
  }

  function sendNext(): void {
    unschedule()
    if (attempt || queue.count === 0) return
    inFlight = queue.takeBatch(maxBatchItems, maxBatchBytes)
    inFlightBytes = inFlight.reduce((total, entry) => total + entry.bytes, 0)
    inFlightCount = inFlight.reduce((total, entry) => total + entry.count, 0)
    const current = new AbortController()
    attempt = current
    const items = inFlight.map((entry) => entry.item)
    void context
      .with(untraced, () => runAttempt(options, items, current))
      .then((outcome) => {
        // A shutdown that timed out has already counted the batch as dropped.
        if (attempt === current) settle(outcome)
      })
  }

  function settle(outcome: SendOutcome): void {
    const batch = inFlight
    inFlight = []
    inFlightBytes = 0
    inFlightCount = 0
    attempt = undefined
    if (outcome.kind !== 'retry') close(batch, outcome)
    else if (failures + 1 < (outcome.maxAttempts ?? Infinity)) retryLater(batch, outcome)
    else close(batch, { kind: 'rejected', reason: outcome.reason })
  }

  function retryLater(
    batch: readonly QueueEntry<Item>[],
    { reason, retryAfterMillis = 0 }: RetryOutcome,
  ): void {
    failures += 1
    ledger.fail(reason)
    queue.putBack(batch)
    dropOverflow()
    const backoffMillis = backoffDelayMillis(options.backoffMillis, failures)
    schedule(Math.max(backoffMillis, retryAfterMillis), true)
  }

  function close(batch: readonly QueueEntry<Item>[], outcome: FinalOutcome): void {
    const parts =
      outcome.kind === 'rejected' && outcome.isolate ? isolation.split(batch) : undefined
    // An attempt that timed out may still read its entries.
    if (failures === 0) {
      for (const { item } of batch)
        if (!parts?.some((part) => part.item === item)) options.release?.(item)
    }
    failures = 0
    if (parts) queue.putBack(parts)
    else count(batch, outcome)
    settleWaiters()
    const oldest = queue.oldest()
    if (!oldest) return
    schedule(oldest.part || isBatchFull() || waiters.size > 0 ? 0 : options.intervalMillis)
  }

  function count(batch: readonly QueueEntry<Item>[], outcome: FinalOutcome): void {
    const records = batch.reduce((total, entry) => total + entry.count, 0)
    isolation.settled(batch, outcome.kind === 'sent')
    if (outcome.kind === 'sent') {
      ledger.recover()
      ledger.settle(records, outcome.rejected)
      return
    }
    ledger.fail(outcome.reason)
    ledger.drop(outcome.dropReason ?? 'rejected', records)
    // The backend accepted the other parts.
    if (batch[0]?.part?.search.anyAccepted) ledger.recover()
  }

  function halve({ item, sequence }: QueueEntry<Item>): QueueEntry<Item>[] | undefined {
    return options
      .halve?.(item)
      ?.map((half) => ({ item: half, bytes: sizeOf(half), count: countOf(half), sequence }))
  }

  function settleWaiters(): void {
    waiters.settle(inFlight[0]?.sequence ?? queue.oldest()?.sequence ?? Infinity)
  }

  function flush(deadline: AbortSignal): Promise<void> {
    if (deadline.aborted || (queue.count === 0 && inFlight.length === 0)) return Promise.resolve()
    // A flush skips the backoff and retries now.
    if (!attempt) schedule(0, timerIsBackoff)
    return waiters.wait(sequence, deadline)
  }

  function shutdown(deadline: AbortSignal): Promise<void> {
    closed = true
    shutdownDone ??= flush(deadline).then(() => {
      unschedule()
      const current = attempt
      attempt = undefined
      ledger.drop('shutdown', queue.count + inFlightCount)
      queue.clear()
      inFlight = []
      current?.abort(new Error('shut down'))
    })
    return shutdownDone
  }

  return { push, flush, shutdown }
}
