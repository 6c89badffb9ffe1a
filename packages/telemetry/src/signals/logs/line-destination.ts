import type { LineSink } from './stdout-sink.ts'

/** Where pino writes its lines. */
export interface LineDestination {
  write(line: string): void
  flush(callback?: () => void): void
  flushSync(): void
  /** Lines after this are written one by one, at once. */
  close(): void
}

/** Takes lines, each with its line feed, and the text that they are together. Never waits, never throws. */
export type AcceptLines = (lines: readonly string[], text: string) => void

const maxLines = 100
/** No character takes more than three bytes, so several lines have 64 KB at most. */
const maxCharacters = 65_536 / 3

/**
 * Gathers the lines of one turn of the event loop: one write to stdout, and one `accept`. The end of
 * the process, however it comes about, writes what is left.
 */
export function createLineDestination(stdout: LineSink, accept: AcceptLines): LineDestination {
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
