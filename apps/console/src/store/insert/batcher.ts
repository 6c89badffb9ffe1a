import { OverloadedError } from '../../model/row-sink.ts'

export interface BatcherOptions {
  /** Writes one batch; resolves when it is kept. */
  readonly write: (lines: Buffer) => Promise<void>
  /** Whether trying the parts of a failed batch one by one may help, which it does when one of them is at fault. */
  readonly mayBeOnePart: (error: unknown) => boolean
  /** What may wait or be under way; more is refused. */
  readonly maxPendingBytes: number
  readonly maxBatchBytes: number
  /** Least time between the starts of two batches, unless one is full: many small inserts cost the engine most. */
  readonly intervalMillis: number
}

export interface Batcher {
  /**
   * @param lines each with its end
   * @throws OverloadedError when too much waits
   */
  add(lines: Buffer): Promise<void>
  /** Writes what waits, takes nothing more. */
  close(): Promise<void>
}

interface Part {
  readonly lines: Buffer
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Joins what several requests bring into one insert, and answers each when that insert is kept. */
export function createBatcher(options: BatcherOptions): Batcher {
  const { write, mayBeOnePart, maxPendingBytes, maxBatchBytes, intervalMillis } = options
  let waiting: Part[] = []
  let waitingBytes = 0
  let pendingBytes = 0
  let lastStartMillis = -Infinity
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let closed = false

  const schedule = () => {
    if (running || waiting.length === 0) return
    const dueIn = lastStartMillis + intervalMillis - performance.now()
    if (dueIn <= 0 || waitingBytes >= maxBatchBytes || closed) start()
    else timer ??= setTimeout(start, dueIn)
  }

  const start = () => {
    clearTimeout(timer)
    timer = undefined
    lastStartMillis = performance.now()
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

  /** Before the answer, because whoever gets it may come with more at once. */
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
          new OverloadedError(
            closed ? 'The console is closing' : 'Too much waits to be written',
            1,
          ),
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
