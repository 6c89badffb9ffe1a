import type { LineSink } from './stdout-sink.ts'

/** Where pino writes its lines. */
export interface LineDestination {
  write(line: string): void
  flush(callback?: () => void): void
  flushSync(): void
  /** Lines after this are written one by one, at once. */
  close(): void
}

/**
 * Gathers the lines of one turn of the event loop into one write to stdout, and hands each to
 * `accept` at once. The end of the process, however it comes about, writes what is left.
 */
export function createLineDestination(
  stdout: LineSink,
  accept: (line: string) => void,
): LineDestination {
  let lines: string[] = []
  let closed = false

  function flushSync(): void {
    if (lines.length === 0) return
    const text = lines.length === 1 ? (lines[0] ?? '') : lines.join('')
    lines = []
    stdout.write(text)
  }

  process.on('exit', flushSync)

  return {
    write: (line) => {
      if (lines.push(line) === 1 && !closed) setImmediate(flushSync)
      if (closed) flushSync()
      accept(line)
    },
    flush: (callback) => {
      flushSync()
      callback?.()
    },
    flushSync,
    close: () => {
      flushSync()
      closed = true
      process.off('exit', flushSync)
    },
  }
}
