import type { Redactor } from '../../redaction/index.ts'
import { causeOf, describeThrown, isError } from '../../thrown-value.ts'
import { frameLines } from './stack-frames.ts'

const maxCauses = 5

/** A redacted error with a limited chain of causes and without getters. */
export interface ReportableError {
  /** Undefined for a string, which is a message without an exception. */
  readonly className: string | undefined
  readonly message: string
  /** Innermost first, with paths instead of `file:` URLs. */
  readonly frameLines: readonly string[]
  readonly code: string | undefined
  readonly cause: ReportableError | undefined
}

export function toReportableError(error: unknown, redactor: Redactor): ReportableError {
  return convert(error, redactor, new Set())
}

function convert(error: unknown, redactor: Redactor, seen: Set<unknown>): ReportableError {
  const described = describeThrown(isError(error) ? error : redactor.value(error))
  const { name, message, stack, code } = described
  seen.add(error)
  return {
    className: name === undefined ? undefined : redactor.text(classNameOf(error, name)),
    message: redactor.text(message),
    frameLines: stack === undefined ? [] : frameLines(stack).map(redactor.text),
    code: typeof code === 'string' ? redactor.text(code) : undefined,
    cause: isError(error) ? convertCause(error, redactor, seen) : undefined,
  }
}

function convertCause(error: Error, redactor: Redactor, seen: Set<unknown>) {
  const cause = causeOf(error)
  if (cause === undefined || cause === null || seen.has(cause) || seen.size >= maxCauses) return
  return convert(cause, redactor, seen)
}

/** Many drivers do not set `name`; pg sets it in lower case. */
function classNameOf(error: unknown, name: string): string {
  if (!/^error$/i.test(name)) return name
  try {
    return String((error as Error).constructor?.name || 'Error')
  } catch {
    return 'Error'
  }
}
