import { type TSchema, Type } from '@cruddur/fastify-service/schema'
import {
  AttributeList,
  AttributeSearch,
  CompareResult,
  CompareSearch,
  CountResult,
  CountSearch,
} from '../../contract/analysis.ts'
import { PeriodComparison, PeriodSearch } from '../../contract/compare.ts'
import {
  ErrorItemList,
  ErrorItemSearch,
  OccurrenceList,
  OccurrenceSearch,
} from '../../contract/errors.ts'
import { FindingList, FindingSearch, TraceFindings } from '../../contract/findings.ts'
import { LedgerList, LedgerSearch } from '../../contract/ledgers.ts'
import { LogList, LogSearch } from '../../contract/logs.ts'
import { MetricList, MetricQuery, MetricResult, MetricSearch } from '../../contract/metrics.ts'
import { OverviewSearch, TraceOverview } from '../../contract/overview.ts'
import { RunList, RunSearch } from '../../contract/runs.ts'
import {
  OperationList,
  ServiceList,
  ServiceSearch,
  TraceList,
  TraceSearch,
} from '../../contract/traces.ts'
import { ChangeResult, ChangeSearch } from '../../contract/verdict.ts'

/** A route of `/api/v1` as a tool: `{name}` in the path is a parameter, the others are query parameters. */
export interface Tool {
  readonly name: string
  readonly description: string
  readonly path: string
  readonly input: TSchema
  /** JSON Schema of the response of `/api/v1`. */
  readonly output: TSchema
}

const traceId = Type.String({
  maxLength: 64,
  description: "32 hex digits or X-Ray's form 1-<8 digits>-<24 digits>",
})
const name = Type.String({ minLength: 1, maxLength: 256 })
const strict = { additionalProperties: false }
const times =
  'Times are nanoseconds since the epoch; `since` is a duration back from now such as 15m, `start` and `end` are ISO 8601.'

export const tools: readonly Tool[] = [
  {
    name: 'list_services',
    description: `List services that sent any signal: how much of each signal, and spans with an error. ${times}`,
    path: 'services',
    input: ServiceSearch,
    output: ServiceList,
  },
  {
    name: 'list_ledgers',
    description:
      'Delivery counters of each service since it started: accepted, sent, queued and dropped (by reason) per signal, backend outages, and how much the console stored.',
    path: 'ledgers',
    input: LedgerSearch,
    output: LedgerList,
  },
  {
    name: 'list_runs',
    description: `Runs (starts of services), newest first, with version, requests and errors. Pass \`instanceId\` as \`run\` to the other tools. ${times}`,
    path: 'runs',
    input: RunSearch,
    output: RunList,
  },
  {
    name: 'list_operations',
    description: 'Span names and kinds of a service.',
    path: 'services/{service}/operations',
    input: Type.Object({ service: name }, strict),
    output: OperationList,
  },
  {
    name: 'search_traces',
    description: `Traces with a matching span, newest first. \`where\` filters by any attribute, for example http.response.status_code >= 500. ${times}`,
    path: 'traces',
    input: TraceSearch,
    output: TraceList,
  },
  {
    name: 'get_trace',
    description:
      'One trace within about 4,000 tokens: calls between services, critical path, findings, failed spans and the first spans. `cursor` returns more spans, `spanId` one span with attributes, events and log lines.',
    path: 'traces/{traceId}/overview',
    input: Type.Object({ traceId, ...OverviewSearch.properties }, strict),
    output: TraceOverview,
  },
  {
    name: 'find_problems',
    description: `Problems in recent traces (N+1 queries, retry storms, timeouts, pool waits, blocked event loop, broken propagation, hidden errors and others), by kind and operation with reason, advice and trace IDs, most severe first. Examines a bounded number of traces; \`cursor\` continues. ${times}`,
    path: 'findings',
    input: FindingSearch,
    output: FindingList,
  },
  {
    name: 'find_problems_in_trace',
    description: 'Problems in one trace, each with its span IDs, reason, figures and advice.',
    path: 'traces/{traceId}/findings',
    input: Type.Object({ traceId }, strict),
    output: TraceFindings,
  },
  {
    name: 'search_logs',
    description: `Log lines, newest first; \`filter\` is a CloudWatch filter pattern, \`trace\` a trace ID. ${times}`,
    path: 'logs',
    input: LogSearch,
    output: LogList,
  },
  {
    name: 'list_errors',
    description: `Rollbar items (grouped errors) with their first and last occurrence. ${times}`,
    path: 'errors',
    input: ErrorItemSearch,
    output: ErrorItemList,
  },
  {
    name: 'list_occurrences',
    description: 'Occurrences of one Rollbar item with stack, causes and trace ID.',
    path: 'errors/{fingerprint}/occurrences',
    input: Type.Object(
      {
        fingerprint: Type.String({ minLength: 1, maxLength: 40 }),
        ...OccurrenceSearch.properties,
      },
      strict,
    ),
    output: OccurrenceList,
  },
  {
    name: 'count_spans',
    description: `Matching spans over time (\`estimated\` when spans are sampled): count, errors, P50, P95 and P99, grouped by the attribute \`by\`. ${times}`,
    path: 'spans/count',
    input: CountSearch,
    output: CountResult,
  },
  {
    name: 'compare_spans',
    description: `Attributes that distinguish the spans in a box of time and duration from all others. ${times}`,
    path: 'spans/compare',
    input: CompareSearch,
    output: CompareResult,
  },
  {
    name: 'compare_periods',
    description: `Operations that changed most (count, errors, P50, P95, P99) against the previous period, another period or another run, and new errors. ${times}`,
    path: 'compare',
    input: PeriodSearch,
    output: PeriodComparison,
  },
  {
    name: 'verify_change',
    description:
      'Whether an operation became better or worse between two runs or time ranges: counts, error rate, P50 and P95 with 95% intervals and a verdict (better, worse, no change, not enough data).',
    path: 'compare/verdict',
    input: ChangeSearch,
    output: ChangeResult,
  },
  {
    name: 'list_metrics',
    description: `Metrics by name and service, with type, unit and number of series; \`where\` tests attributes. ${times}`,
    path: 'metrics',
    input: MetricSearch,
    output: MetricList,
  },
  {
    name: 'read_metric',
    description: `Values of one metric over time, grouped by the attribute \`by\` (the largest \`limit\` groups, the others as \`rest\`): rates of counters, percentiles of histograms, values of gauges, and exemplars with trace IDs. \`where\` tests attributes. ${times}`,
    path: 'metrics/values',
    input: MetricQuery,
    output: MetricResult,
  },
  {
    name: 'list_attributes',
    description: 'Attribute keys that spans have, for `where` and `by`.',
    path: 'attributes',
    input: AttributeSearch,
    output: AttributeList,
  },
]
