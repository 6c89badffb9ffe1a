/** Callers of `flush` that wait for all entries up to a sequence number. */
export interface FlushWaiters {
  readonly size: number
  /** Resolves when the entries up to `sequence` are settled, or when the deadline aborts. */
  wait(sequence: number, deadline: AbortSignal): Promise<void>
  /** @param oldestOpen the sequence number of the oldest unsettled entry */
  settle(oldestOpen: number): void
}

export function createFlushWaiters(): FlushWaiters {
  const waiters = new Set<{ readonly sequence: number; resolve(): void }>()
  return {
    get size() {
      return waiters.size
    },
    wait: (sequence, deadline) =>
      new Promise((resolve) => {
        const waiter = {
          sequence,
          resolve: () => {
            waiters.delete(waiter)
            deadline.removeEventListener('abort', waiter.resolve)
            resolve()
          },
        }
        waiters.add(waiter)
        deadline.addEventListener('abort', waiter.resolve, { once: true })
      }),
    settle: (oldestOpen) => {
      for (const waiter of waiters) if (waiter.sequence < oldestOpen) waiter.resolve()
    },
  }
}
