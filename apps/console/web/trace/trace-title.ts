import type { Trace } from '../../src/contract/traces.ts'

const MAX_CHARACTERS = 120

/** Title of a trace: its first span, error, segment or log line. */
export function traceTitle({ spans, segments = [], logs = [], errors = [] }: Trace): string {
  const name = spans[0]?.name ?? errors[0]?.title ?? segments[0]?.name ?? logs[0]?.body ?? 'Trace'
  return name.length > MAX_CHARACTERS ? `${name.slice(0, MAX_CHARACTERS)}…` : name
}
