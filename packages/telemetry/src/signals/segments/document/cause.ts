import { randomBytes } from 'node:crypto'
import { causeOf } from '../../../thrown-value.ts'
import { parseStack, type StackFrame } from './stack-frames.ts'

export interface CapturedException {
  readonly id: string
  readonly message: string
  readonly type: string
  readonly remote: boolean
  readonly stack: readonly StackFrame[]
  /** The ID of the exception that caused this one. */
  readonly cause?: string
  /** The number of omitted frames. */
  readonly truncated?: number
}

export interface Cause {
  readonly working_directory: string
  readonly exceptions: readonly CapturedException[]
}

const maxFrames = 50
const maxCauses = 5

/** An exception with the causes that it names, outermost first. Never throws. */
export function capturedExceptions(error: unknown, remote = false): CapturedException[] {
  return linked(error, [capturedException(error, remote)], remote)
}

/** The exception of an event, whose texts are given, with the causes of the error behind it. */
export function withCauses(captured: CapturedException, error: unknown): CapturedException[] {
  return linked(error, [captured], captured.remote)
}

function linked(
  error: unknown,
  captured: readonly CapturedException[],
  remote: boolean,
): CapturedException[] {
  const causes = causesOf(error).map((each) => capturedException(each, remote))
  const all = [...captured, ...causes]
  return all.map((each, index) => {
    const next = all[index + 1]
    return next ? { ...each, cause: next.id } : each
  })
}

/** The chain of causes. */
function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = []
  let current = error
  while (chain.length < maxCauses && typeof current === 'object' && current !== null) {
    const next = causeOf(current)
    if (next === undefined || next === error || chain.includes(next)) break
    chain.push(next)
    current = next
  }
  return chain
}

function capturedException(error: unknown, remote: boolean): CapturedException {
  try {
    if (typeof error !== 'object' || error === null) return exception(String(error), '', '', remote)
    const { message, name, stack } = error as Partial<Error>
    return exception(String(message ?? ''), String(name ?? ''), String(stack ?? ''), remote)
  } catch {
    return exception('an exception that cannot be read', '', '', remote)
  }
}

export function exception(
  message: string,
  type: string,
  stackText: string,
  remote = false,
): CapturedException {
  const frames = parseStack(stackText)
  const truncated = frames.length - maxFrames
  return {
    id: randomBytes(8).toString('hex'),
    message,
    type,
    remote,
    stack: frames.slice(0, maxFrames),
    ...(truncated > 0 && { truncated }),
  }
}

export function cause(exceptions: readonly CapturedException[]): Cause {
  return { working_directory: process.cwd(), exceptions }
}
