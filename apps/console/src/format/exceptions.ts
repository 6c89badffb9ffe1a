/** One line of a stack. */
export interface StackFrame {
  readonly file: string
  /** 0 when not known, as is the column. */
  readonly line: number
  readonly column: number
  readonly method: string
  /** The source line, '' when it was not sent. */
  readonly code: string
}

export interface ReportedException {
  readonly class: string
  readonly message: string
  /** The innermost call first, as Node.js prints them. */
  readonly frames: readonly StackFrame[]
}

type Block = Readonly<Record<string, unknown>>

const maxExceptions = 20
const maxFrames = 200

/** The error and its causes, out of the `data` of a Rollbar item; none when the item is a message. */
export function readExceptions(data: string): ReportedException[] {
  const body = asBlock(asBlock(parse(data))?.body)
  const chain = asList(body?.trace_chain)
  const traces = chain.length > 0 ? chain : [body?.trace]
  return traces.slice(0, maxExceptions).flatMap((value) => {
    const trace = asBlock(value)
    return trace === undefined ? [] : [readException(trace)]
  })
}

function readException(trace: Block): ReportedException {
  const exception = asBlock(trace.exception)
  return {
    class: text(exception?.class),
    message: text(exception?.message) || text(exception?.description),
    // Rollbar has the most recent call last.
    frames: asList(trace.frames).slice(-maxFrames).reverse().map(readFrame),
  }
}

function readFrame(value: unknown): StackFrame {
  const frame = asBlock(value)
  return {
    file: text(frame?.filename),
    line: count(frame?.lineno),
    column: count(frame?.colno),
    method: text(frame?.method),
    code: text(frame?.code).trim(),
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function asBlock(value: unknown): Block | undefined {
  const isBlock = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isBlock ? (value as Block) : undefined
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 16_384) : ''
}

function count(value: unknown): number {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0
}
