import type { paths } from '../../client/console-api.gen.ts'

/** A GET route as a tool; its parameters and its response are those of the OpenAPI document. */
interface Tool {
  readonly name: string
  readonly description: string
  readonly path: keyof paths
  /** Replace the defaults of the route, which are meant for people. */
  readonly defaults?: Readonly<Record<string, number>>
}

const times =
  'Times are nanoseconds since the epoch; `since` is a duration back from now such as 15m, `start` and `end` are ISO 8601.'

export const tools: readonly Tool[] = [
  {
    name: 'list_services',
    description: `List services that sent any signal: how much of each signal, and spans with an error. ${times}`,
    path: '/api/v1/services',
  },
  {
    name: 'list_ledgers',
    description:
      'Delivery counters of each service since it started: accepted, sent, queued and dropped (by reason) per signal, backend outages, and how much the console stored.',
    path: '/api/v1/ledgers',
  },
  {
    name: 'list_runs',
    description: `Runs (starts of services), newest first, with version, requests and errors. Pass \`instanceId\` as \`run\` to the other tools. ${times}`,
    path: '/api/v1/runs',
    defaults: { limit: 20 },
  },
  {
    name: 'list_operations',
    description: 'Span names and kinds of a service.',
    path: '/api/v1/services/{service}/operations',
  },
  {
    name: 'search_traces',
    description: `Traces with a matching span, newest first. \`where\` filters by any attribute, for example http.response.status_code >= 500. ${times}`,
    path: '/api/v1/traces',
  },
  {
    name: 'get_trace',
    description:
      'One trace within about 4,000 tokens: calls between services, critical path, findings, failed spans and the first spans. `cursor` returns more spans, `spanId` one span with attributes, events and log lines.',
    path: '/api/v1/traces/{traceId}/overview',
  },
  {
    name: 'find_problems',
    description: `Problems in recent traces (N+1 queries, retry storms, timeouts, pool waits, blocked event loop, broken propagation, hidden errors and others), by kind and operation with reason, advice and trace IDs, most severe first. Examines a bounded number of traces; \`cursor\` continues. ${times}`,
    path: '/api/v1/findings',
  },
  {
    name: 'find_problems_in_trace',
    description:
      'Problems in one trace, each with its span IDs, reason, figures and advice; `cursor` continues.',
    path: '/api/v1/traces/{traceId}/findings',
    defaults: { limit: 50 },
  },
  {
    name: 'search_logs',
    description: `Log lines, newest first; \`filter\` is a CloudWatch filter pattern, \`trace\` a trace ID. ${times}`,
    path: '/api/v1/logs',
    defaults: { limit: 30 },
  },
  {
    name: 'list_errors',
    description: `Rollbar items (grouped errors) with their first and last occurrence. ${times}`,
    path: '/api/v1/errors',
    defaults: { limit: 20 },
  },
  {
    name: 'list_occurrences',
    description: 'Occurrences of one Rollbar item with stack, causes and trace ID.',
    path: '/api/v1/errors/{fingerprint}/occurrences',
    defaults: { limit: 5 },
  },
  {
    name: 'count_spans',
    description: `Matching spans over time (\`estimated\` when spans are sampled): count, errors, P50, P95 and P99, grouped by the attribute \`by\`. ${times}`,
    path: '/api/v1/spans/count',
    defaults: { steps: 20 },
  },
  {
    name: 'compare_spans',
    description: `Attributes that distinguish the spans in a box of time and duration from all others. ${times}`,
    path: '/api/v1/spans/compare',
  },
  {
    name: 'compare_periods',
    description: `Operations that changed most (count, errors, P50, P95, P99) against the previous period, another period or another run, and new errors. ${times}`,
    path: '/api/v1/compare',
    defaults: { limit: 20 },
  },
  {
    name: 'verify_change',
    description:
      'Whether an operation became better or worse between two runs or time ranges: counts, error rate, P50 and P95 with 95% intervals and a verdict (better, worse, no change, not enough data).',
    path: '/api/v1/compare/verdict',
  },
  {
    name: 'list_metrics',
    description: `Metrics by name and service, with type, unit and number of series; \`where\` tests attributes. ${times}`,
    path: '/api/v1/metrics',
  },
  {
    name: 'read_metric',
    description: `Values of one metric over time, grouped by the attribute \`by\` (the largest \`limit\` groups, the others as \`rest\`): rates of counters, percentiles of histograms, values of gauges, and exemplars with trace IDs. \`where\` tests attributes. ${times}`,
    path: '/api/v1/metrics/values',
    defaults: { steps: 20 },
  },
  {
    name: 'list_attributes',
    description: 'Attribute keys that spans have, for `where` and `by`.',
    path: '/api/v1/attributes',
  },
]
