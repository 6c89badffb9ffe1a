import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import { runAttempt } from './attempt.ts'
import { backoffDelayMillis, usualBackoff } from './backoff.ts'
import type { BatchSender, BatchSenderOptions, SendOutcome } from './batch-sender.ts'
import { createBoundedQueue, type QueueEntry } from './bounded-queue.ts'
import { createFlushWaiters } from './flush-waiters.ts'
import { createRejectedIsolation } from './isolate-rejected.ts'
import { createLedger, type DropReason } from './ledger.ts'

/** An export is not part of the request that triggered it, and exports are not traced. */
const untraced = suppressTracing(ROOT_CONTEXT)

type RetryOutcome = SendOutcome & { kind: 'retry' }
type FinalOutcome = Exclude<SendOutcome, RetryOutcome>

/** Memory per entry besides its content: the queue's object and the header of the buffer view. */
const entryBytes = 250

/**
 * One batch is in flight at a time. An entry larger than `maxBatchBytes` is dropped as `too_large`;
 * a failed batch returns to the front of the queue.
 */
export function createBatchSender(options: BatchSenderOptions): BatchSender {
  const { maxQueueItems, maxQueueBytes, maxBatchItems, maxBatchBytes } = options
  const ledger = createLedger()
  const queue = createBoundedQueue(options.recordOverheadBytes)
  const isolation = createRejectedIsolation(options.halve, queue.sizeOf)
  const waiters = createFlushWaiters()
  let inFlight: readonly QueueEntry[] = []
  let inFlightBytes = 0
  let inFlightCount = 0
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let timerIsBackoff = false
  let attempt: AbortController | undefined
  let closed = false
  let shutdownDone: Promise<unknown> | undefined

  function drop(reason: DropReason, count = 1): void {
    ledger.accept(count)
    ledger.drop(reason, count)
  }

  function push(content: Uint8Array | string, count = 1): void {
    if (closed) drop('shutdown', count)
    else if (queue.sizeOf(content, count) > maxBatchBytes) drop('too_large', count)
    else enqueue(content, count)
  }

  function enqueue(content: Uint8Array | string, count: number): void {
    ledger.accept(count)
    queue.push(content, count)
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
    inFlightBytes = inFlight.reduce((total, entry) => total + entry.size, 0)
    inFlightCount = inFlight.reduce((total, entry) => total + entry.count, 0)
    const current = new AbortController()
    attempt = current
    const batch = inFlight
    void context
      .with(untraced, () => runAttempt(options, batch, current))
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
    batch: readonly QueueEntry[],
    { reason, retryAfterMillis = 0 }: RetryOutcome,
  ): void {
    failures += 1
    ledger.fail(reason)
    queue.putBack(batch)
    dropOverflow()
    const backoffMillis = backoffDelayMillis(options.backoffMillis ?? usualBackoff, failures)
    schedule(Math.max(backoffMillis, retryAfterMillis), true)
  }

  function close(batch: readonly QueueEntry[], outcome: FinalOutcome): void {
    const parts =
      outcome.kind === 'rejected' && outcome.isolate ? isolation.split(batch) : undefined
    // An attempt that timed out may still read its entries.
    if (failures === 0) {
      for (const entry of batch)
        if (!parts?.some(({ bytes }) => bytes === entry.bytes)) queue.release(entry)
    }
    failures = 0
    if (parts) queue.putBack(parts)
    else count(batch, outcome)
    settleWaiters()
    const oldest = queue.oldest()
    if (!oldest) return
    schedule(oldest.part || isBatchFull() || waiters.size > 0 ? 0 : options.intervalMillis)
  }

  function count(batch: readonly QueueEntry[], outcome: FinalOutcome): void {
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

  function settleWaiters(): void {
    waiters.settle(inFlight[0]?.sequence ?? queue.oldest()?.sequence ?? Infinity)
  }

  function flush(deadline: AbortSignal): Promise<void> {
    if (deadline.aborted || (queue.count === 0 && inFlight.length === 0)) return Promise.resolve()
    // A flush skips the backoff and retries now.
    if (!attempt) schedule(0, timerIsBackoff)
    return waiters.wait(queue.sequence, deadline)
  }

  async function shutdown(deadline: AbortSignal): Promise<void> {
    closed = true
    shutdownDone ??= flush(deadline).then(() => {
      unschedule()
      const current = attempt
      attempt = undefined
      ledger.drop('shutdown', queue.count + inFlightCount)
      queue.clear()
      inFlight = []
      current?.abort(new Error('shut down'))
      return options.close?.()
    })
    await shutdownDone
  }

  return { push, drop, ledger: ledger.snapshot, flush, shutdown }
}
