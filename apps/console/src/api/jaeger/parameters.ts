import { readDuration } from '../../query-language/duration.ts'
import { readTraceId as readXrayTraceId } from '../../query-language/trace-id.ts'
import { JaegerError } from './jaeger-error.ts'

/** Query parameters by name; each may be there several times. */
export interface Parameters {
  /** The first that is there and not empty. */
  first(...names: readonly string[]): string | undefined
  all(name: string): readonly string[]
}

const maxValueLength = 4_096
const maxValues = 100

export function readParameters(query: unknown): Parameters {
  const values = (query ?? {}) as Readonly<Record<string, string | readonly string[] | undefined>>
  const all = (name: string) => {
    const found = [values[name] ?? []].flat().filter((value) => value !== '')
    if (found.length > maxValues || found.some((value) => value.length > maxValueLength))
      throw new JaegerError(400, `The parameter ${name} is too long or repeated too often`)
    return found
  }
  return { all, first: (...names) => names.flatMap(all)[0] }
}

/** A duration as Go writes it (`1.5ms`, `1m30s`), in nanoseconds. */
export function goDuration(name: string, text: string): bigint {
  const nanos = readDuration(text)
  if (nanos === undefined)
    throw new JaegerError(400, `The parameter ${name} must be a duration such as 1.5ms or 2s`)
  return nanos
}

/** Microseconds since the epoch as ISO 8601. */
export function microsInstant(name: string, text: string): string {
  const second = /^\d{1,17}$/.test(text)
    ? new Date(Number(text.slice(0, -6) || 0) * 1_000)
    : undefined
  if (second === undefined || Number.isNaN(second.getTime()))
    throw new JaegerError(400, `The parameter ${name} must be microseconds since the epoch`)
  return `${second.toISOString().slice(0, 19)}.${text.slice(-6).padStart(6, '0')}Z`
}

/** RFC 3339, to the nanosecond. */
export function instant(name: string, value: string): string {
  // Grafana sends the + of an offset as it is, which a query reads as a space.
  const text = value.replace(' ', '+')
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text) ||
    Number.isNaN(Date.parse(text))
  )
    throw new JaegerError(400, `The parameter ${name} must be a time such as 2026-11-22T17:00:00Z`)
  return text
}

export function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0)
    throw new JaegerError(400, `The parameter ${name} must be a positive integer`)
  return Number(text)
}

/** Hex with or without its leading zeros, X-Ray's form, or 16 bytes in base64. */
export function readTraceId(text: string): string {
  const id = /^[\w+/-]{22}==$/.test(text)
    ? Buffer.from(text, 'base64').toString('hex')
    : (readXrayTraceId(text) ?? text)
  if (!/^[0-9a-f]{1,32}$/i.test(id))
    throw new JaegerError(400, 'The trace ID must have up to 32 hex digits')
  return id.toLowerCase().padStart(32, '0')
}
