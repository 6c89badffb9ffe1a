import { randomBytes } from 'node:crypto'
import { parseStack, type StackFrame } from './stack-frames.ts'

export interface CapturedException {
  readonly id: string
  readonly message: string
  readonly type: string
  readonly remote: boolean
  readonly stack: readonly StackFrame[]
  /** The number of omitted frames. */
  readonly truncated?: number
}

export interface Cause {
  readonly working_directory: string
  readonly exceptions: readonly CapturedException[]
}

const mostFrames = 50

export function capturedException(error: unknown, remote = false): CapturedException {
  if (typeof error !== 'object' || error === null) return exception(String(error), '', '', remote)
  const { message, name, stack } = error as Partial<Error>
  return exception(String(message ?? ''), String(name ?? ''), String(stack ?? ''), remote)
}

export function exception(
  message: string,
  type: string,
  stackText: string,
  remote = false,
): CapturedException {
  const frames = parseStack(stackText)
  const truncated = frames.length - mostFrames
  return {
    id: randomBytes(8).toString('hex'),
    message,
    type,
    remote,
    stack: frames.slice(0, mostFrames),
    ...(truncated > 0 && { truncated }),
  }
}

export function cause(exceptions: readonly CapturedException[]): Cause {
  return { working_directory: process.cwd(), exceptions }
}
