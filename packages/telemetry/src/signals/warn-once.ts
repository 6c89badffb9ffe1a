import { diag } from '@opentelemetry/api'

/** Logs the first occurrence of each problem through `diag`; repeated ones would only fill the log. */
export type WarnOnce = (problem: string, detail: unknown) => void

const maxRemembered = 1000

export function createWarnOnce(): WarnOnce {
  const logged = new Set<string>()
  return (problem, detail) => {
    if (logged.has(problem) || logged.size >= maxRemembered) return
    logged.add(problem)
    diag.warn(`${problem} (got ${printable(detail)}); further occurrences are not logged`)
  }
}

/** Text of any value; never throws. */
export function printable(value: unknown): string {
  try {
    if (typeof value === 'string') return JSON.stringify(value.slice(0, 100))
    if (typeof value === 'object' && value !== null && !(value instanceof Error))
      return `${JSON.stringify(value)}`.slice(0, 100)
    return String(value).slice(0, 100)
  } catch {
    return `a value of type ${typeof value}`
  }
}
