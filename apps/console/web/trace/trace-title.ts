import type { Trace } from '../../src/api/contract.ts'

const MOST_CHARACTERS = 120

/** What to call a trace: its first span, else what went wrong, a segment, or its first line. */
export function traceTitle({ spans, segments = [], logs = [], errors = [] }: Trace): string {
  const name = spans[0]?.name ?? errors[0]?.title ?? segments[0]?.name ?? logs[0]?.body ?? 'Trace'
  return name.length > MOST_CHARACTERS ? `${name.slice(0, MOST_CHARACTERS)}…` : name
}
