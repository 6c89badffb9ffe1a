import type { Redactor } from '../../redaction/index.ts'
import { frameLines } from './stack-frames.ts'

const maxCauses = 5
const maxMessageLength = 8000

/** An error as it may be sent: redacted, with a chain of causes that ends, and nothing that a getter could break. */
export interface ReportableError {
  /** Unset for a text: that is a message and no exception. */
  readonly className: string | undefined
  readonly message: string
  /** Innermost first; paths, no `file:` URLs. */
  readonly frameLines: readonly string[]
  readonly code: string | undefined
  readonly cause: ReportableError | undefined
}

export function toReportableError(error: unknown, redactor: Redactor): ReportableError {
  return convert(error, redactor, new Set())
}

function convert(error: unknown, redactor: Redactor, seen: Set<unknown>): ReportableError {
  try {
    if (!(error instanceof Error)) return thrownValue(error, redactor)
    seen.add(error)
    const { stack, code } = error as Error & { code?: unknown }
    return {
      className: cut(redactor.text(classNameOf(error))),
      message: cut(redactor.text(String(error.message))),
      frameLines: typeof stack === 'string' ? frameLines(stack).map(redactor.text) : [],
      code: typeof code === 'string' ? cut(redactor.text(code)) : undefined,
      cause: convertCause(error, redactor, seen),
    }
  } catch {
    return { ...thrownValue('an error that cannot be read', redactor), className: 'ThrownValue' }
  }
}

function convertCause(error: Error, redactor: Redactor, seen: Set<unknown>) {
  // Of many errors the first stands for all; rollbar would put its message in place of the outer one.
  const { cause = error instanceof AggregateError ? error.errors[0] : undefined } = error
  if (cause === undefined || cause === null || seen.has(cause) || seen.size >= maxCauses) return
  return convert(cause, redactor, seen)
}

function thrownValue(value: unknown, redactor: Redactor): ReportableError {
  const shown = redactor.value(value)
  const message = typeof shown === 'string' ? shown : (JSON.stringify(shown) ?? String(shown))
  return {
    className: typeof value === 'string' ? undefined : 'ThrownValue',
    message: cut(message),
    frameLines: [],
    code: undefined,
    cause: undefined,
  }
}

/** Drivers often leave `name` as it is, or, as pg does, write it in lower case. */
function classNameOf(error: Error): string {
  const name = String(error.name)
  return /^error$/i.test(name) ? String(error.constructor?.name ?? 'Error') : name
}

const cut = (text: string) =>
  text.length > maxMessageLength ? `${text.slice(0, maxMessageLength)}…` : text
