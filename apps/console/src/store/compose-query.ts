import type { Condition, Field } from '../model/condition.ts'
import type { TimeRange } from '../model/telemetry-reader.ts'
import type { Parameters } from './binder.ts'
import {
  type ConditionSql,
  conditionSql,
  groupSql,
  isError,
  kind,
  status,
} from './condition-sql.ts'
import { eachSpanOnce, type Repeats } from './each-span-once.ts'
import { allColumns, rowKinds, tables as tableOf } from './insert/columns.ts'
import { isMetric, pointColumns, pointParts } from './metrics/point-sql.ts'
import { anyKey, type ResourceKeys } from './resource-keys.ts'
import { readSampleRate } from './sample-rate.ts'
import { type Tables, timeColumn } from './tables.ts'

/** The values of a query. Parts that its text does not name have no effect. */
export interface QueryParts {
  readonly range?: TimeRange
  /** Of spans or data points. */
  readonly condition?: Condition
  /** The grouping of spans or data points. */
  readonly by?: Field | undefined
  readonly service?: string | undefined
  /** `service.instance.id`. */
  readonly run?: string | undefined
  readonly repeats?: Repeats
  /** The direction of a list that is read in both. */
  readonly descending?: boolean
  readonly parameters?: Parameters
}

export interface QueryContext {
  readonly keys: ResourceKeys
  readonly tables: Tables
}

/** Times are read as text; the others are not read. */
const unread = new Set([
  ...['Timestamp', 'Events.Timestamp', 'Duration'],
  ...['LineId', 'RetainUntil', 'CountedBefore'],
])
const readColumns = new Map(
  rowKinds.map((kind) => [
    tableOf[kind] as string,
    allColumns[kind].filter((name) => !unread.has(name)),
  ]),
)
/** Several `has` take a tenth of the time of `hasAny`. */
const namesPeer = `(${[
  ...['db.system.name', 'db.system', 'messaging.system', 'peer.service'],
  ...['server.address', 'net.peer.name'],
]
  .map((key) => `has(SpanAttributes.keys, '${key}')`)
  .join(' OR ')})`
const everything: Condition = { op: 'all', conditions: [] }
/** Limit for the days that some queries extend a range by. */
const farthestNano = 2n ** 63n - 4n * 86_400_000_000_000n
const fragment = /\/\* (\w[\w ]*?)(?:: (\w+)(?: AS (\w+))?(?: -(\d+)s)?(?: \+(\d+)s)?)? \*\//g

/**
 * The text of a query, with its fragments put in the place of comments, and the values to bind:
 *
 * - `range: table AS alias -60s +60s`: rows of the range, or of a minute more on each side;
 * - `trace times: table AS alias`: rows between the `bounds` of a trace (see get-spans.sql);
 * - `spans`: `otel_traces`, each span once;
 * - `points: table`, `point`, and others of `metrics/point-sql.ts`: the requested data points and their series;
 * - `condition`, `group`, `service`, `run: table`, `direction`: the requested values;
 * - `columns: table AS alias`: its columns but times, which each query writes as text;
 * - `newest first: table`: in the order of its sort key;
 * - `is error`, `is request`, `is repeat`, `names a peer`, `kind`, `status`, `weight`, `line id: table`: of a span or a line.
 */
export function composeQuery(
  sql: string,
  parts: QueryParts,
  { keys, tables }: QueryContext,
): { readonly query: string; readonly query_params: Parameters } {
  const parameters: Parameters = { ...parts.parameters }
  const bind = (values: Parameters) => Object.assign(parameters, values)
  const use = ({ text, parameters: values }: ConditionSql) => {
    bind(values)
    return text
  }
  const { condition = everything, by } = parts
  const has = (table: string, column: string) => tables.get(table)?.columns.has(column) ?? false

  const pointCondition = () => use(conditionSql(condition, anyKey, 'Attributes'))
  const pointGroup = () => (by === undefined ? "''" : use(groupSql(by, anyKey, 'Attributes')))

  const fragments: Readonly<Record<string, (match: Match) => string>> = {
    range: (match) => rangeOf(match, tables),
    'trace times': (match) => traceTimes(match, tables),
    spans: () =>
      eachSpanOnce(
        parts.repeats ?? 'none',
        tables.get('otel_traces')?.columns,
        rangeOf({ table: 'otel_traces' }, tables),
      ),
    condition: () => use(conditionSql(condition, keys)),
    group: () => (by === undefined ? "''" : use(groupSql(by, keys))),
    'point condition': pointCondition,
    'point group': pointGroup,
    points: (match) => `${isMetric} AND ${rangeOf(match, tables)} AND ${pointCondition()}`,
    point: () => `${pointColumns}, ${pointGroup()} AS groupValue`,
    ...pointParts,
    service: () => {
      if (!parts.service) return '1'
      bind({ service: parts.service })
      return 'ServiceName = {service:String}'
    },
    run: ({ table = '' }) => {
      if (!parts.run) return '1'
      bind({ run: parts.run })
      return runs[table] ?? '1'
    },
    direction: () => (parts.descending ? 'DESC' : 'ASC'),
    'is error': () => isError,
    'is request': () =>
      "SpanKind IN ('Server', 'Consumer', 'SPAN_KIND_SERVER', 'SPAN_KIND_CONSUMER')",
    'names a peer': () => namesPeer,
    'is repeat': () => (has('otel_traces', 'CountedBefore') ? 'CountedBefore > 0' : '0'),
    kind: () => kind,
    status: () => status,
    weight: () => (has('otel_traces', 'SampleRate') ? 'SampleRate' : readSampleRate),
    columns: ({ table = '', alias = table }) =>
      (readColumns.get(table) ?? [])
        // Tables of older Collectors lack some texts.
        .map((name) => `${has(table, name) ? `${alias}.\`${name}\`` : "''"} AS \`${name}\``)
        .join(', '),
    'newest first': ({ table = '' }) => {
      const [first] = tables.get(table)?.timeKeys ?? []
      if (first === undefined) return 'Timestamp DESC'
      return `${first.column ?? `${first.name}(Timestamp)`} DESC`
    },
    'line id': ({ table = '' }) =>
      has(table, 'LineId')
        ? 'LineId'
        : `sipHash64(TraceId, SpanId, ServiceName, SeverityText, Body, toString(LogAttributes), toString(ResourceAttributes))`,
  }
  const query = sql.replaceAll(
    fragment,
    (comment, name: string, table?: string, alias?: string, before?: string, after?: string) =>
      fragments[name]?.({ table, alias, before, after }) ?? comment,
  )
  if (parts.range) bind(bounds(parts.range))
  return { query, query_params: parameters }
}

interface Match {
  readonly table?: string | undefined
  readonly alias?: string | undefined
  readonly before?: string | undefined
  readonly after?: string | undefined
}

function rangeOf({ table = '', alias, before = '0', after = '0' }: Match, tables: Tables): string {
  const from = `{from:Int64}${before === '0' ? '' : ` - ${before}000000000`}`
  const to = `{to:Int64}${after === '0' ? '' : ` + ${after}000000000`}`
  return between(table, alias, tables, {
    from: `fromUnixTimestamp64Nano(${before === '0' ? from : `greatest(${from}, 0)`})`,
    to: `fromUnixTimestamp64Nano(${to})`,
    // The results of these functions end in 2106.
    keyTo: `fromUnixTimestamp64Nano(least(${to}, 4294967295000000000))`,
    isToIncluded: false,
  })
}

/** `End` has whole seconds. */
function traceTimes({ table = '', alias }: Match, tables: Tables): string {
  const [from, to] = ['tupleElement(bounds, 1)', 'tupleElement(bounds, 2)']
  return between(table, alias, tables, { from, to, keyTo: to, isToIncluded: true })
}

interface Between {
  readonly from: string
  readonly to: string
  readonly keyTo: string
  readonly isToIncluded: boolean
}

/**
 * ClickHouse does not derive a condition on `toStartOfFiveMinutes(Timestamp)` from one on `Timestamp`,
 * so each function of the sort key gets its own. As a hint it selects granules and is not evaluated per row.
 */
function between(table: string, alias: string | undefined, tables: Tables, times: Between): string {
  const time = timeColumn(table)
  const column = alias === undefined ? time : `${alias}.${time}`
  const { from, to, keyTo, isToIncluded } = times
  const ofKey = (tables.get(table)?.timeKeys ?? []).map(({ name, column: stored }) => {
    const key = stored ?? `${name}(${column})`
    return `indexHint(${key} >= ${name}(${from}) AND ${key} <= ${name}(${keyTo}))`
  })
  return [`${column} >= ${from}`, `${column} ${isToIncluded ? '<=' : '<'} ${to}`, ...ofKey].join(
    ' AND ',
  )
}

/** The column or attribute by which each signal names its run. */
const runs: Readonly<Record<string, string>> = {
  otel_logs: "ResourceAttributes['service.instance.id'] = {run:String}",
  xray_segments: 'InstanceId = {run:String}',
  rollbar_items: `arrayExists(
    one -> JSONExtractString(one, 'key') = 'service.instance.id'
        AND JSONExtractString(one, 'value') = {run:String},
    JSONExtractArrayRaw(Data, 'attributes'))`,
}

function bounds({ fromNano, toNano }: TimeRange): Parameters {
  const clamp = (nano: bigint) => String(nano < farthestNano ? nano : farthestNano)
  return { from: clamp(fromNano), to: clamp(toNano) }
}
