import type { ErrorReportContext } from '../error-report-context.ts'
import type { WarnOnce } from '../warn-once.ts'

interface Member {
  readonly allowed: string
  test(value: unknown): boolean
}

const levels = ['critical', 'error', 'warning', 'info', 'debug']
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text: Member = { allowed: 'a string', test: (value) => typeof value === 'string' }

const members: Readonly<Record<keyof ErrorReportContext, Member>> = {
  level: { allowed: levels.join(', '), test: (value) => levels.includes(value as string) },
  route: text,
  request: {
    allowed: 'an object with method and url',
    test: (value) => isObject(value) && 'method' in value && 'url' in value,
  },
  person: { allowed: 'an object with id', test: (value) => isObject(value) && 'id' in value },
  traceId: text,
  spanId: text,
  custom: { allowed: 'an object', test: isObject },
}

/** The context of an application without members of a wrong type, so that the error is reported in any case. */
export function validContext(context: unknown, warn: WarnOnce): ErrorReportContext {
  if (context === undefined || context === null) return {}
  if (isObject(context)) {
    try {
      return validMembers(context, warn)
    } catch {
      // A getter throws.
    }
  }
  warn('the context of an error report must be an object', context)
  return {}
}

function validMembers(context: ErrorReportContext, warn: WarnOnce): ErrorReportContext {
  let valid = context
  for (const name of Object.keys(members) as (keyof ErrorReportContext)[]) {
    const value = context[name]
    const { allowed, test } = members[name]
    if (value === undefined || test(value)) continue
    warn(`${name} of an error report must be ${allowed}`, value)
    const { [name]: _, ...others } = valid
    valid = others
  }
  return valid
}
