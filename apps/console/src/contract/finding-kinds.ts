/** Severity of a kind of finding: it loses requests or data, it costs time, or it is worth knowing. */
export type FindingSeverity = 'error' | 'warning' | 'info'

interface KindDescription {
  readonly title: string
  readonly severity: FindingSeverity
  /** One sentence for lists and for the documentation. */
  readonly description: string
}

const kinds = {
  'n-plus-one-queries': {
    title: 'N+1 queries',
    severity: 'warning',
    description: 'A request runs the same query once per row of another result.',
  },
  'n-plus-one-calls': {
    title: 'N+1 calls',
    severity: 'warning',
    description: 'A request calls the same operation of a service once per item.',
  },
  'serial-calls': {
    title: 'Serial calls',
    severity: 'warning',
    description: 'Independent calls run one after another.',
  },
  'retry-storm': {
    title: 'Retry storm',
    severity: 'error',
    description: 'A failing call is retried many times, possibly by several layers.',
  },
  'caller-timeout': {
    title: 'Timeout shorter than the callee',
    severity: 'error',
    description: 'The caller times out while the callee is still working.',
  },
  'pool-wait': {
    title: 'Waiting for a pooled connection',
    severity: 'warning',
    description: 'A request waits until a connection of a pool is free.',
  },
  'event-loop-blocked': {
    title: 'Event loop blocked',
    severity: 'warning',
    description: 'Received responses wait because the event loop is busy.',
  },
  'broken-propagation': {
    title: 'Broken context propagation',
    severity: 'error',
    description: 'A server span has no parent although its caller has a client span.',
  },
  'hidden-error': {
    title: 'Error behind a success status',
    severity: 'error',
    description: 'A request responds with 2xx but has an error line or a Rollbar item.',
  },
  'missing-span': {
    title: 'Signal without its span',
    severity: 'warning',
    description: 'A log line, an item or a segment refers to a span that is not stored.',
  },
  'unfinished-span': {
    title: 'Span that never ended',
    severity: 'warning',
    description: 'A span started, but its end was not received.',
  },
  'cold-start': {
    title: 'Cold start',
    severity: 'info',
    description: 'A request spends its time setting up connections, modules or the runtime.',
  },
  'deprecated-attribute': {
    title: 'Deprecated attributes',
    severity: 'info',
    description: 'Attributes that were replaced in the semantic conventions.',
  },
  'high-cardinality-name': {
    title: 'High-cardinality span name',
    severity: 'info',
    description: 'A span name contains a URL, an ID or a literal.',
  },
  'missing-route': {
    title: 'Missing http.route',
    severity: 'info',
    description: 'A server span has no route, so its requests cannot be grouped.',
  },
  'sampling-gap': {
    title: 'Gap in the trace',
    severity: 'info',
    description:
      'A part of the trace is disconnected from the others because spans between them are missing.',
  },
  'clock-skew': {
    title: 'Clock skew',
    severity: 'info',
    description:
      'A span starts before its caller starts or after it ends: the clocks of two hosts differ.',
  },
} satisfies Readonly<Record<string, KindDescription>>

export type FindingKind = keyof typeof kinds

export const findingKinds: Readonly<Record<FindingKind, KindDescription>> = kinds

export const findingKindNames = Object.keys(kinds) as readonly FindingKind[]

export function isFindingKind(text: string): text is FindingKind {
  return Object.hasOwn(kinds, text)
}
