const run = '6f1c2a34-0000-4000-8000-000000000001'
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

/** A correct call of each tool; errors of wrong calls have it. */
export const examples: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  list_services: { since: '1h' },
  list_ledgers: { service: 'home-activities' },
  list_runs: { service: 'home-activities', since: '1d' },
  list_operations: { service: 'home-activities' },
  search_traces: { service: 'home-activities', status: 'error', since: '15m', limit: 10 },
  get_trace: { traceId },
  find_problems: { service: 'home-activities', since: '15m' },
  find_problems_in_trace: { traceId },
  search_logs: { trace: traceId },
  list_errors: { service: 'home-activities', since: '1d' },
  list_occurrences: { fingerprint: '1a2b3c4d5e6f', limit: 1 },
  count_spans: { by: 'http.route', since: '1h' },
  compare_spans: {
    ...{ since: '1h', boxMinDuration: '500ms' },
    ...{ boxStart: '2026-01-31T09:00:00Z', boxEnd: '2026-01-31T09:15:00Z' },
  },
  compare_periods: { run, limit: 20 },
  verify_change: {
    operation: 'GET /api/activities/home',
    before: '2026-01-31T09:00:00Z/2026-01-31T09:15:00Z',
    now: '2026-01-31T09:15:00Z/2026-01-31T09:30:00Z',
  },
  list_metrics: { service: 'home-activities', since: '1h' },
  read_metric: { name: 'http.server.request.duration', by: 'http.route', since: '1h' },
  list_attributes: { since: '1h' },
}

/** `Example: get_trace {"traceId":"…"}` */
export function describeExample(tool: string): string {
  return `Example: ${tool} ${JSON.stringify(examples[tool] ?? {})}`
}
