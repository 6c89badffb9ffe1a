import { OverloadedError } from '../../model/row-sink.ts'

export interface BatcherOptions {
  /** Writes one batch; resolves when it is durable. */
  readonly write: (lines: Buffer) => Promise<void>
  /** Whether one part may have caused the error, so that retrying the parts one by one helps. */
  readonly mayBeOnePart: (error: unknown) => boolean
  /** Limit for queued and running writes together; more is refused. */
  readonly maxPendingBytes: number
  readonly maxBatchBytes: number
  /** Minimum time between two batches, unless one is full. */
  readonly intervalMillis: number
  /** The same for steady traffic: after `burst` batches, and then one for each such interval. */
  readonly steadyIntervalMillis?: number
  readonly burst?: number
}

export interface Batcher {
  /**
   * @param lines each with its line end
   * @throws OverloadedError when the queue is full
   */
  add(lines: Buffer): Promise<void>
  /** Writes the queued rows and accepts no more. */
  close(): Promise<void>
}

interface Part {
  readonly lines: Buffer
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Combines several requests into one insert and resolves each when that insert is durable. */
export function createBatcher(options: BatcherOptions): Batcher {
  const { write, mayBeOnePart, maxPendingBytes, maxBatchBytes, intervalMillis } = options
  const { steadyIntervalMillis = intervalMillis, burst = 0 } = options
  let waiting: Part[] = []
  let waitingBytes = 0
  let pendingBytes = 0
  let lastStartMillis = -Infinity
  let tokens = burst
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let closed = false

  const schedule = () => {
    if (running || waiting.length === 0) return
    const interval = tokens >= 1 ? intervalMillis : steadyIntervalMillis
    const dueIn = lastStartMillis + interval - performance.now()
    if (dueIn <= 0 || waitingBytes >= maxBatchBytes || closed) start()
    else timer ??= setTimeout(start, dueIn)
  }

  const start = () => {
    clearTimeout(timer)
    timer = undefined
    const nowMillis = performance.now()
    const refill = (nowMillis - lastStartMillis) / Math.max(steadyIntervalMillis, 1)
    tokens = Math.max(0, Math.min(burst, tokens + refill) - 1)
    lastStartMillis = nowMillis
    const parts = takeBatch()
    running = writeParts(parts).finally(() => {
      running = undefined
      schedule()
    })
  }

  const takeBatch = (): Part[] => {
    let bytes = 0
    let count = 0
    while (count < waiting.length && (count === 0 || bytes < maxBatchBytes))
      bytes += waiting[count++]?.lines.length ?? 0
    const parts = waiting.slice(0, count)
    waiting = waiting.slice(count)
    waitingBytes -= bytes
    return parts
  }

  /** Runs before the response, because the client may send more at once. */
  const release = (part: Part): Part => {
    pendingBytes -= part.lines.length
    return part
  }

  const writeParts = async (parts: readonly Part[]): Promise<void> => {
    try {
      await write(Buffer.concat(parts.map(({ lines }) => lines)))
      for (const part of parts) release(part).resolve()
    } catch (error) {
      if (parts.length > 1 && mayBeOnePart(error))
        for (const part of parts) await writeParts([part])
      else for (const part of parts) release(part).reject(error)
    }
  }

  return {
    add: (lines) => {
      if (closed || (pendingBytes > 0 && pendingBytes + lines.length > maxPendingBytes))
        return Promise.reject(
          new OverloadedError(closed ? 'The console is closing' : 'The write queue is full', 1),
        )
      pendingBytes += lines.length
      waitingBytes += lines.length
      return new Promise((resolve, reject) => {
        waiting.push({ lines, resolve, reject })
        schedule()
      })
    },
    close: async () => {
      closed = true
      schedule()
      while (running) await running
    },
  }
}
