import { type TSchema, Type } from '@cruddur/fastify-service/schema'
import {
  OperationList,
  ServiceList,
  ServiceSearch,
  Trace,
  TraceList,
  TraceSearch,
} from '../contract.ts'
import {
  AttributeList,
  AttributeSearch,
  CompareAnswer,
  CompareSearch,
  CountAnswer,
  CountSearch,
} from '../contract-analysis.ts'
import { PeriodComparison, PeriodSearch } from '../contract-compare.ts'
import {
  ErrorItemList,
  ErrorItemSearch,
  OccurrenceList,
  OccurrenceSearch,
} from '../contract-errors.ts'
import { LedgerList, LedgerSearch } from '../contract-ledgers.ts'
import { LogList, LogSearch } from '../contract-logs.ts'
import { RunList, RunSearch } from '../contract-runs.ts'

/** One question of `/api/v1` as a tool: `{name}` in the path is a parameter, the rest goes into the query. */
export interface Tool {
  readonly name: string
  readonly description: string
  readonly path: string
  readonly input: TSchema
  /** The shape of the answer, as `/api/v1` has it. */
  readonly output: TSchema
}

const traceId = Type.String({ pattern: '^[0-9a-fA-F]{32}$' })
const name = Type.String({ minLength: 1, maxLength: 256 })
const strict = { additionalProperties: false }
const times =
  'Times are nanoseconds since the epoch; `since` is a duration back from now such as 15m, `start` and `end` are ISO 8601.'

export const tools: readonly Tool[] = [
  {
    name: 'list_services',
    description: `Services of which anything arrived: how much of each signal, and spans with an error. ${times}`,
    path: 'services',
    input: ServiceSearch,
    output: ServiceList,
  },
  {
    name: 'list_ledgers',
    description:
      "Each service's own books since it started: of each signal what it accepted, sent, holds and lost and why, whether its back end fails, and how much is kept here.",
    path: 'ledgers',
    input: LedgerSearch,
    output: LedgerList,
  },
  {
    name: 'list_runs',
    description: `Starts of services that any signal tells of, the last first, with version, requests and errors; \`instanceId\` is what \`run\` takes in the other tools. ${times}`,
    path: 'runs',
    input: RunSearch,
    output: RunList,
  },
  {
    name: 'list_operations',
    description: 'Names and kinds of the spans of a service.',
    path: 'services/{service}/operations',
    input: Type.Object({ service: name }, strict),
    output: OperationList,
  },
  {
    name: 'search_traces',
    description: `Traces with a span that matches, newest first. \`where\` tests any attribute, for example http.response.status_code >= 500. ${times}`,
    path: 'traces',
    input: TraceSearch,
    output: TraceList,
  },
  {
    name: 'get_trace',
    description:
      'One trace: spans in the order of a waterfall, X-Ray segments, log lines and Rollbar occurrences.',
    path: 'traces/{traceId}',
    input: Type.Object({ traceId }, strict),
    output: Trace,
  },
  {
    name: 'search_logs',
    description: `Log lines, newest first; \`filter\` is a CloudWatch filter pattern, \`trace\` a trace id. ${times}`,
    path: 'logs',
    input: LogSearch,
    output: LogList,
  },
  {
    name: 'list_errors',
    description: `Rollbar items: errors grouped, with their first and last occurrence. ${times}`,
    path: 'errors',
    input: ErrorItemSearch,
    output: ErrorItemList,
  },
  {
    name: 'list_occurrences',
    description: 'Occurrences of one Rollbar item with stack, causes and trace id.',
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
    description: `Spans that match over time: count, errors, P50, P95 and P99, split by the attribute \`by\`. ${times}`,
    path: 'spans/count',
    input: CountSearch,
    output: CountAnswer,
  },
  {
    name: 'compare_spans',
    description: `Attributes that set the spans in a box of time and duration apart from the rest. ${times}`,
    path: 'spans/compare',
    input: CompareSearch,
    output: CompareAnswer,
  },
  {
    name: 'compare_periods',
    description: `Operations that changed most (count, errors, P50, P95, P99) from the time before, from another period or from another run, and new errors. ${times}`,
    path: 'compare',
    input: PeriodSearch,
    output: PeriodComparison,
  },
  {
    name: 'list_attributes',
    description: 'Attribute keys that spans have, for `where` and `by`.',
    path: 'attributes',
    input: AttributeSearch,
    output: AttributeList,
  },
]
