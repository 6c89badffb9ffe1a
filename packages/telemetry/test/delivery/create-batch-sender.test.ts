import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { isTracingSuppressed } from '@opentelemetry/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { BatchSenderOptions, SendOutcome } from '../../src/delivery/batch-sender.ts'
import { createBatchSender } from '../../src/delivery/create-batch-sender.ts'
import { createContextManager } from '../support/context-manager.ts'

const soon = () => AbortSignal.timeout(20_000)
const expired = () => AbortSignal.abort()

/** A sender of texts sized by their length, to a backend that returns `outcomes` in turn, then `sent`. */
function startSender(options: Partial<BatchSenderOptions> = {}) {
  const attempts: string[][] = []
  const outcomes: (SendOutcome | 'hang')[] = []
  const sender = createBatchSender({
    send: async (batch) => {
      attempts.push(batch.map(({ bytes }) => String(bytes)))
      const outcome = outcomes.shift() ?? { kind: 'sent' }
      return outcome === 'hang' ? new Promise(() => {}) : outcome
    },
    maxQueueItems: 1000,
    maxQueueBytes: 1_000_000,
    maxBatchItems: 100,
    maxBatchBytes: 100_000,
    intervalMillis: 60_000,
    attemptTimeoutMillis: 10_000,
    backoffMillis: { first: 1, last: 2 },
    ...options,
  })
  return { attempts, outcomes, ...sender }
}

describe('createBatchSender', () => {
  it('sends queued entries after the interval, without a flush', async () => {
    const { push, attempts, ledger } = startSender({ intervalMillis: 5 })
    push('a')
    push('b')
    expect(ledger()).toMatchObject({ accepted: 2, queued: 2, sent: 0 })
    await vi.waitFor(() => expect(attempts).toEqual([['a', 'b']]), 10_000)
    await vi.waitFor(() => expect(ledger()).toMatchObject({ queued: 0, sent: 2 }), 10_000)
  })

  it('sends a full batch at once, by count', async () => {
    const { push, attempts } = startSender({ maxBatchItems: 2 })
    for (const item of ['a', 'b', 'c']) push(item)
    await vi.waitFor(() => expect(attempts).toEqual([['a', 'b']]), 10_000)
  })

  it('sends a full batch at once, by bytes', async () => {
    const { push, attempts } = startSender({ maxBatchBytes: 4 })
    for (const item of ['aaa', 'bb', 'c']) push(item)
    await vi.waitFor(() => expect(attempts[0]).toEqual(['aaa']), 10_000)
  })

  it('keeps the order over several batches when flushed', async () => {
    const { push, flush, attempts } = startSender({ maxBatchItems: 2 })
    for (const item of ['a', 'b', 'c', 'd', 'e']) push(item)
    await flush(soon())
    expect(attempts).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  })

  it('retries until the backend accepts the batch, then ends the outage', async () => {
    const { push, flush, outcomes, attempts, ledger } = startSender()
    outcomes.push({ kind: 'retry', reason: '503' }, { kind: 'retry', reason: '500' })
    push('a')
    const flushed = flush(soon())
    await vi.waitFor(() => expect(attempts.length).toBeGreaterThanOrEqual(1), 10_000)
    await flushed
    expect(attempts).toEqual([['a'], ['a'], ['a']])
    expect(ledger()).toEqual({ accepted: 1, sent: 1, queued: 0, dropped: {} })
  })

  it('drops a batch after the maximum number of attempts and continues', async () => {
    const { push, flush, ledger, attempts, outcomes } = startSender({ maxBatchItems: 1 })
    const failure = { kind: 'retry', reason: 'HTTP 500', maxAttempts: 3 } as const
    outcomes.push(failure, failure, failure)
    for (const item of ['bad', 'good']) push(item)
    await flush(soon())
    expect(attempts).toEqual([['bad'], ['bad'], ['bad'], ['good']])
    expect(ledger()).toEqual({ accepted: 2, sent: 1, queued: 0, dropped: { rejected: 1 } })
  })

  it('reports since when and why the backend fails', async () => {
    const { push, flush, outcomes, ledger } = startSender({
      backoffMillis: { first: 1e6, last: 1e6 },
    })
    outcomes.push({ kind: 'retry', reason: 'connection refused' })
    push('a')
    void flush(soon())
    await vi.waitFor(() => {
      expect(ledger().outage).toMatchObject({ reason: 'connection refused', attempts: 1 })
    }, 10_000)
  })

  it('waits for Retry-After, but not when flushed', async () => {
    const { push, flush, outcomes, attempts } = startSender({ intervalMillis: 1 })
    outcomes.push({ kind: 'retry', reason: '429', retryAfterMillis: 1e6 })
    push('a')
    await vi.waitFor(() => expect(attempts).toHaveLength(1), 10_000)
    push('b')
    await flush(soon())
    expect(attempts).toEqual([['a'], ['a', 'b']])
  })

  it('counts a thrown error as a failed attempt, with its innermost cause', async () => {
    const { push, flush, ledger, shutdown } = startSender({
      send: () => {
        throw new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') })
      },
      backoffMillis: { first: 1e6, last: 1e6 },
    })
    push('a')
    void flush(soon())
    await vi.waitFor(() => {
      expect(ledger().outage?.reason).toBe('connect ECONNREFUSED')
    }, 10_000)
    await shutdown(expired())
  })

  it('times out an attempt without a response and retries', async () => {
    const { push, flush, outcomes, attempts, ledger } = startSender({ attemptTimeoutMillis: 5 })
    outcomes.push('hang')
    push('a')
    await flush(soon())
    expect(attempts).toEqual([['a'], ['a']])
    expect(ledger()).toMatchObject({ accepted: 1, sent: 1, queued: 0 })
  })

  it('counts rejected batches and partially rejected batches', async () => {
    const { push, flush, outcomes, ledger } = startSender({ maxBatchItems: 2 })
    outcomes.push(
      { kind: 'rejected', reason: '400' },
      { kind: 'sent', rejected: { out_of_window: 1 } },
    )
    for (const item of ['a', 'b', 'c', 'd']) push(item)
    await flush(soon())
    expect(ledger()).toEqual({
      accepted: 4,
      sent: 1,
      queued: 0,
      dropped: { rejected: 2, out_of_window: 1 },
    })
  })

  it('drops the oldest when the queue is full, by count and by bytes', async () => {
    const byCount = startSender({ maxQueueItems: 2 })
    const byBytes = startSender({ maxQueueBytes: 2 * (1 + 250) })
    for (const { push, flush, attempts, ledger } of [byCount, byBytes]) {
      for (const item of ['a', 'b', 'c']) push(item)
      await flush(soon())
      expect(attempts).toEqual([['b', 'c']])
      expect(ledger().dropped).toEqual({ queue_full: 1 })
    }
  })

  it('keeps the newest entries within the bound while an attempt hangs', async () => {
    const { push, flush, outcomes, attempts, ledger, shutdown } = startSender({
      maxQueueItems: 3,
      maxBatchItems: 2,
    })
    outcomes.push('hang')
    for (const item of ['a', 'b']) push(item)
    await vi.waitFor(() => expect(attempts).toHaveLength(1), 10_000)
    for (const item of ['c', 'd', 'e']) push(item)
    expect(ledger()).toMatchObject({ accepted: 5, queued: 3, dropped: { queue_full: 2 } })
    await flush(expired())
    await shutdown(expired())
    expect(ledger()).toMatchObject({ queued: 0, dropped: { queue_full: 2, shutdown: 3 } })
  })

  it('drops an entry that is larger than a batch', () => {
    const { push, ledger } = startSender({ maxBatchBytes: 3 })
    push('aaaa')
    expect(ledger()).toMatchObject({ queued: 0, dropped: { too_large: 1 } })
  })

  it('flushes only entries accepted before the call', async () => {
    const { push, flush, outcomes, ledger } = startSender({ maxBatchItems: 1 })
    push('a')
    const flushed = flush(soon())
    outcomes.push({ kind: 'sent' }, 'hang')
    push('b')
    await flushed
    expect(ledger().sent).toBe(1)
  })

  it('on shutdown sends until the deadline, drops the remaining entries and accepts no more', async () => {
    const { push, outcomes, shutdown, ledger } = startSender({ maxBatchItems: 1 })
    outcomes.push({ kind: 'sent' }, 'hang')
    push('a')
    push('b')
    push('c')
    await shutdown(AbortSignal.timeout(50))
    push('d')
    expect(ledger()).toEqual({
      accepted: 4,
      sent: 1,
      queued: 0,
      dropped: { shutdown: 3 },
    })
  })

  it('shuts down once when called repeatedly', async () => {
    const { push, shutdown, attempts } = startSender()
    push('a')
    await Promise.all([shutdown(soon()), shutdown(soon())])
    await shutdown(soon())
    expect(attempts).toEqual([['a']])
  })

  it('counts every record of an entry', async () => {
    const { push, flush, outcomes, ledger } = startSender({ maxBatchItems: 1, maxQueueItems: 10 })
    outcomes.push({ kind: 'sent', rejected: { rejected: 2 } })
    for (const count of [4, 5, 3]) push('records', count)
    expect(ledger()).toMatchObject({ accepted: 12, queued: 8, dropped: { queue_full: 4 } })
    await flush(soon())
    expect(ledger()).toMatchObject({ sent: 6, dropped: { queue_full: 4, rejected: 2 } })
  })

  it('sends outside the active trace', async () => {
    context.setGlobalContextManager(createContextManager())
    onTestFinished(() => context.disable())
    let inSend = ROOT_CONTEXT
    const { push, flush } = startSender({
      maxBatchItems: 1,
      send: async () => {
        inSend = context.active()
        return { kind: 'sent' }
      },
    })
    const span = trace.wrapSpanContext({
      traceId: '1'.repeat(32),
      spanId: '2'.repeat(16),
      traceFlags: 1,
    })
    await context.with(trace.setSpan(ROOT_CONTEXT, span), async () => {
      expect(trace.getActiveSpan()).toBe(span)
      push('a')
      await flush(soon())
    })
    expect(trace.getSpan(inSend)).toBeUndefined()
    expect(isTracingSuppressed(inSend)).toBe(true)
  })
})
