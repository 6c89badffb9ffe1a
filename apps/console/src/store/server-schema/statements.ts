import { sampleRate } from '../sample-rate.ts'
import { readSchema, tableName } from '../schema-files.ts'
import { type Layout, onCluster, qualified } from './layout.ts'

/** Rows of a log group or an X-Ray group replace earlier ones, so that all must be on one shard. */
const shardingKeys: Readonly<Record<string, string>> = {
  otel_traces: 'cityHash64(TraceId)',
  otel_logs: 'cityHash64(TraceId)',
  xray_segments: 'cityHash64(TraceId)',
  rollbar_items: 'cityHash64(TraceId)',
  cloudwatch_log_groups: 'cityHash64(LogGroupName)',
  xray_groups: 'cityHash64(GroupName)',
}

/** A table that a materialized view reads. */
export interface Source {
  readonly database: string
  readonly table: string
  /** Its columns; undefined for those of the console's own table. */
  readonly columns?: ReadonlyMap<string, string>
}

export interface ViewStatement {
  readonly name: string
  readonly target: string
  readonly source: string
  /** Columns that `insert` selects, in order, from the rows of a source that match a condition. */
  select(source: Source, condition?: string): string
}

/** Creates a stored table on every node. */
export function createTable(file: string, layout: Layout): string {
  const table = tableName(file)
  return readSchema(file)
    .trim()
    .replace(
      `CREATE TABLE IF NOT EXISTS ${table}`,
      () =>
        `CREATE TABLE IF NOT EXISTS ${qualified(layout.localDatabase, table)}${onCluster(layout)}`,
    )
    .replace(
      /^ENGINE = (\w*MergeTree)/m,
      layout.cluster === undefined ? 'ENGINE = $1' : 'ENGINE = Replicated$1',
    )
}

/** Creates the table that reads a stored table of all shards. */
export function createDistributed(table: string, layout: Layout): string {
  const local = qualified(layout.localDatabase, table)
  const parts = [layout.cluster ?? '', layout.localDatabase, table].map(text)
  return `CREATE TABLE IF NOT EXISTS ${qualified(layout.database, table)}${onCluster(layout)}
AS ${local}
ENGINE = Distributed(${parts.join(', ')}, ${shardingKeys[table] ?? 'rand()'})`
}

/** Creates a materialized view on every node. */
export function createView(
  view: ViewStatement,
  layout: Layout,
  source: Source,
  condition?: string,
): string {
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS ${qualified(layout.localDatabase, view.name)}${onCluster(layout)}
TO ${qualified(layout.localDatabase, view.target)} AS
${view.select(source, condition)}`
}

/** Reads the file of a materialized view. */
export function readView(file: string): ViewStatement {
  const [, name = '', target = '', select = ''] =
    /CREATE MATERIALIZED VIEW IF NOT EXISTS (\w+) TO (\w+) AS\s+([\s\S]+)/.exec(readSchema(file)) ??
    []
  const [from = '', source = ''] = /\bFROM (\w+)/.exec(select) ?? []
  return {
    ...{ name, target, source },
    select: (of, condition) =>
      select.trim().replace(from, () => `FROM ${rowsOf(of, source, condition)}`),
  }
}

function rowsOf({ database, table, columns }: Source, alias: string, condition?: string): string {
  const where = condition === undefined ? '' : ` WHERE ${condition}`
  if (alias !== 'otel_traces' && !where) return `${qualified(database, table)} AS ${alias}`
  const has = (column: string) => columns?.has(column) ?? true
  // Materialized columns are not part of `*`; tables of a Collector have neither.
  const rate = has('SampleRate') ? 'SampleRate' : `${sampleRate} AS SampleRate`
  const counted = has('CountedBefore') ? [] : ['toUInt8(0) AS CountedBefore']
  const selected = alias === 'otel_traces' ? ['*', rate, ...counted].join(', ') : '*'
  return `(SELECT ${selected} FROM ${qualified(database, table)}${where}) AS ${alias}`
}

function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
