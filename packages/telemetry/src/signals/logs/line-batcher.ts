import { createByteArena } from '../../delivery/byte-arena.ts'

/** Some lines as they go to the worker: bytes, which no garbage collection moves while they wait. */
export interface LineChunk {
  /** Each line with its line feed. */
  readonly bytes: Uint8Array
  readonly count: number
}

export interface LineBatcher {
  add(line: string): void
  /** Pushes all that is pending. */
  flush(): void
  /** Pushes what is pending, and from now on each line at once. */
  close(): void
}

const maxLines = 100
/** No character takes more than three bytes, so a chunk of several lines has 64 KB at most. */
const maxCharacters = 65_536 / 3

/** Gathers the lines of one turn of the event loop: what is done for each in the queue is done once for all. */
export function createLineBatcher(push: (chunk: LineChunk) => void): LineBatcher {
  const arena = createByteArena()
  let lines: string[] = []
  let characters = 0
  let isScheduled = false
  let closed = false

  function flush(): void {
    if (lines.length === 0) return
    const chunk = { bytes: arena.write(lines.join('')), count: lines.length }
    lines = []
    characters = 0
    push(chunk)
  }

  function schedule(): void {
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      flush()
    })
  }

  return {
    add: (line) => {
      if (characters + line.length > maxCharacters) flush()
      lines.push(line)
      characters += line.length
      if (closed || lines.length === maxLines) flush()
      else if (!isScheduled) schedule()
    },
    flush,
    close: () => {
      closed = true
      flush()
    },
  }
}
