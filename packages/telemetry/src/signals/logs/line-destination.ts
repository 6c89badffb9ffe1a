import type { LineStream } from '../line-stream.ts'

/** The destination stream of pino. */
export interface LineDestination {
  write(line: string): void
  flush(callback?: () => void): void
  flushSync(): void
  /** After this, each line is written immediately. */
  close(): void
}

/** Accepts lines, each with its line feed, and the same lines as one text. Never blocks and never throws. */
export type AcceptLines = (lines: readonly string[], text: string) => void

const maxLines = 100
/** A UTF-16 code unit is at most three bytes in UTF-8, so buffered lines are at most 64 KB. */
const maxCharacters = 65_536 / 3

/**
 * Buffers the lines of one turn of the event loop for a single write to stdout and a single `accept`.
 * Buffered lines are written when the process exits.
 */
export function createLineDestination(stdout: LineStream, accept: AcceptLines): LineDestination {
  let lines: string[] = []
  let characters = 0
  let closed = false

  function flushSync(): void {
    if (lines.length === 0) return
    const gathered = lines
    const text = gathered.join('')
    lines = []
    characters = 0
    accept(gathered, text)
    stdout.write(text)
  }

  process.on('exit', flushSync)

  return {
    write: (line) => {
      if (characters + line.length > maxCharacters) flushSync()
      characters += line.length
      const count = lines.push(line)
      if (closed || count === maxLines) flushSync()
      else if (count === 1) setImmediate(flushSync)
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
