import { OverloadedError } from '../../model/row-sink.ts'

export interface BatcherOptions {
  /** Writes one batch; resolves when it is kept. */
  readonly write: (lines: string) => Promise<void>
  /** Whether trying the parts of a failed batch one by one may help, which it does when one of them is at fault. */
  readonly mayBeOnePart: (error: unknown) => boolean
  /** Characters that may wait or be under way; more is refused. */
  readonly maxPendingChars: number
  readonly maxBatchChars: number
  /** Least time between the starts of two batches, unless one is full: many small inserts cost the engine most. */
  readonly intervalMillis: number
}

export interface Batcher {
  /** @throws OverloadedError when too much waits */
  add(lines: string): Promise<void>
  /** Writes what waits, takes nothing more. */
  close(): Promise<void>
}

interface Part {
  readonly lines: string
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Joins what several requests bring into one insert, and answers each when that insert is kept. */
export function createBatcher(options: BatcherOptions): Batcher {
  const { write, mayBeOnePart, maxPendingChars, maxBatchChars, intervalMillis } = options
  let waiting: Part[] = []
  let waitingChars = 0
  let pendingChars = 0
  let lastStartMillis = -Infinity
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let closed = false

  const schedule = () => {
    if (running || waiting.length === 0) return
    const dueIn = lastStartMillis + intervalMillis - performance.now()
    if (dueIn <= 0 || waitingChars >= maxBatchChars || closed) start()
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
    let chars = 0
    let count = 0
    while (count < waiting.length && (count === 0 || chars < maxBatchChars))
      chars += waiting[count++]?.lines.length ?? 0
    const parts = waiting.slice(0, count)
    waiting = waiting.slice(count)
    waitingChars -= chars
    return parts
  }

  /** Before the answer, because whoever gets it may come with more at once. */
  const release = (part: Part): Part => {
    pendingChars -= part.lines.length
    return part
  }

  const writeParts = async (parts: readonly Part[]): Promise<void> => {
    try {
      await write(parts.map(({ lines }) => lines).join('\n'))
      for (const part of parts) release(part).resolve()
    } catch (error) {
      if (parts.length > 1 && mayBeOnePart(error))
        for (const part of parts) await writeParts([part])
      else for (const part of parts) release(part).reject(error)
    }
  }

  return {
    add: (lines) => {
      if (closed || (pendingChars > 0 && pendingChars + lines.length > maxPendingChars))
        return Promise.reject(
          new OverloadedError(
            closed ? 'The console is closing' : 'Too much waits to be written',
            1,
          ),
        )
      pendingChars += lines.length
      waitingChars += lines.length
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
