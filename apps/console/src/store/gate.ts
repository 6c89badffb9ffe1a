/** Lets shared work run concurrently, and exclusive work alone. */
export interface Gate {
  shared<Result>(work: () => Promise<Result>): Promise<Result>
  /** Waits for shared work, at most `maxWaitMillis`, and delays later work. */
  exclusive<Result>(work: () => Promise<Result>, maxWaitMillis?: number): Promise<Result>
}

export function createGate(): Gate {
  const running = new Set<Promise<unknown>>()
  let closed: Promise<unknown> | undefined
  return {
    shared: async (work) => {
      while (closed) await closed
      const task = work()
      running.add(task)
      try {
        return await task
      } finally {
        running.delete(task)
      }
    },
    exclusive: async (work, maxWaitMillis = Number.POSITIVE_INFINITY) => {
      while (closed) await closed
      const { promise, resolve } = Promise.withResolvers<void>()
      closed = promise
      try {
        await settled(running, maxWaitMillis)
        return await work()
      } finally {
        closed = undefined
        resolve()
      }
    },
  }
}

async function settled(tasks: Iterable<Promise<unknown>>, maxWaitMillis: number): Promise<void> {
  const all = Promise.allSettled(tasks)
  if (maxWaitMillis === Number.POSITIVE_INFINITY) {
    await all
    return
  }
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, maxWaitMillis)
  await Promise.race([all, promise])
  clearTimeout(timer)
}
