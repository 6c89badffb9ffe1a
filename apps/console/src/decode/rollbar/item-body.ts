import { asBlock, type Block, firstText } from './read-block.ts'

/** The error described by an occurrence, for any of the four kinds of body. */
export interface ItemBody {
  readonly exceptionClass: string
  readonly message: string
  /** `file:method` of each frame, outermost call first. */
  readonly frames: readonly string[]
}

const kinds = ['trace', 'trace_chain', 'message', 'crash_report'] as const
const maxFrames = 200
const maxTextLength = 64 * 1_024

/** Reads the body of an occurrence; the problem names the first invalid field. */
export function readItemBody(value: unknown): ItemBody | string {
  const body = asBlock(value)
  if (body === undefined) return 'data.body is required and must be an object'
  const present = kinds.filter((kind) => body[kind] !== undefined && body[kind] !== null)
  const [kind] = present
  if (kind === undefined || present.length > 1)
    return `data.body must have exactly one of ${kinds.join(', ')}`
  if (kind === 'message') {
    const text = asBlock(body.message)?.body
    return typeof text === 'string'
      ? { exceptionClass: '', message: text, frames: [] }
      : 'data.body.message.body is required and must be a string'
  }
  if (kind === 'crash_report') {
    const raw = asBlock(body.crash_report)?.raw
    return typeof raw === 'string'
      ? { exceptionClass: '', message: raw, frames: [] }
      : 'data.body.crash_report.raw is required and must be a string'
  }
  // The first entry of a chain is the error, the others are its causes.
  const chain: unknown = kind === 'trace' ? [body.trace] : body.trace_chain
  const trace = Array.isArray(chain) ? asBlock(chain[0]) : undefined
  return trace === undefined ? `data.body.${kind} must contain a trace` : readTrace(trace)
}

function readTrace(trace: Block): ItemBody | string {
  const exception = asBlock(trace.exception)
  const exceptionClass = firstText(maxTextLength, exception?.class)
  if (exceptionClass === '') return 'a trace must have exception.class'
  if (!Array.isArray(trace.frames)) return 'a trace must have a list of frames'
  return {
    exceptionClass,
    message: firstText(maxTextLength, exception?.message, exception?.description),
    frames: trace.frames.slice(-maxFrames).map((value) => {
      const frame = asBlock(value)
      return `${firstText(maxTextLength, frame?.filename)}:${firstText(maxTextLength, frame?.method)}`
    }),
  }
}
