import type { Changes } from '../model/changes.ts'
import type { ErrorItemReader } from '../model/error-item-reader.ts'
import type { InsightsReader } from '../model/insights-query.ts'
import type { LogEventReader } from '../model/log-event-reader.ts'
import type { LogGroupStore } from '../model/log-group-store.ts'
import type { LogSearchReader } from '../model/log-search-reader.ts'
import type { MetricReader } from '../model/metric-reader.ts'
import type { RowSink } from '../model/row-sink.ts'
import type { RunReader } from '../model/run-reader.ts'
import type { SegmentReader } from '../model/segment-reader.ts'
import type { ServiceMapReader } from '../model/service-map-reader.ts'
import type { SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import type { TraceListReader } from '../model/trace-list-reader.ts'
import type { TraceShapeReader } from '../model/trace-shape-reader.ts'
import type { TraceSignalsReader } from '../model/trace-signals-reader.ts'
import type { XrayGroupStore } from '../model/xray-group-store.ts'
import { createSpanAnalysisReader } from './analysis/span-analysis-reader.ts'
import { clear } from './clear.ts'
import { openChdb } from './engine/chdb.ts'
import type { Engine } from './engine/engine.ts'
import { openReserve } from './engine/reserve.ts'
import { openServer, type ServerOptions } from './engine/server.ts'
import { damageError } from './engine-errors.ts'
import { createErrorItemReader } from './error-items/error-item-reader.ts'
import { storedColumns } from './insert/columns.ts'
import { watchDataFolder } from './insert/data-folder.ts'
import { type DurableInsertOptions, openDurableInsert } from './insert/durable-insert.ts'
import { skipRepeatedSpans } from './insert/repeated-spans.ts'
import { reportFullDisk } from './insert/report-full-disk.ts'
import { type BatchingOptions, createRowSink } from './insert/row-sink.ts'
import { trackChanges } from './insert/track-changes.ts'
import { createInsightsReader } from './insights/insights-reader.ts'
import { createLogSearchReader } from './log-search/log-search-reader.ts'
import { createLogEventReader } from './logs/log-event-reader.ts'
import { createLogGroupStore } from './logs/log-group-store.ts'
import { createMetricReader } from './metrics/metric-reader.ts'
import { migrate } from './migrate.ts'
import { anyKey, trackResourceKeys } from './resource-keys.ts'
import { type RetentionOptions, startRetention } from './retention/retention.ts'
import { createRunQuery } from './run-query.ts'
import { createRunReader } from './runs/run-reader.ts'
import { createSegmentReader } from './segments/segment-reader.ts'
import { checkSchema } from './server-schema/schema-version.ts'
import { createServiceMapReader } from './service-map/service-map-reader.ts'
import { createSpanShape } from './span-shape.ts'
import { loadTables } from './tables.ts'
import { createTelemetryReader } from './telemetry-reader.ts'
import { createTraceListReader } from './trace-list/trace-list-reader.ts'
import { createTraceShapeReader } from './trace-shape/trace-shape-reader.ts'
import { createTraceSignalsReader } from './trace-signals/trace-signals-reader.ts'
import { createXrayGroupStore } from './xray-groups/xray-group-store.ts'

const maxFlushBytes = 16 * 1024 * 1024

export interface StoreOptions {
  /** Folder of the embedded engine; unused with a server. */
  readonly folder: string
  readonly server?: ServerOptions
  readonly retention: RetentionOptions
  readonly batching?: Partial<BatchingOptions>
  readonly flushing?: Partial<Pick<DurableInsertOptions, 'flushIntervalMillis' | 'flushBytes'>>
}

export interface Store {
  readonly sink: RowSink
  readonly reader: TelemetryReader
  readonly analysis: SpanAnalysisReader
  readonly serviceMap: ServiceMapReader
  readonly runs: RunReader
  readonly traceSignals: TraceSignalsReader
  readonly traceShape: TraceShapeReader
  readonly traceList: TraceListReader
  readonly segments: SegmentReader
  readonly xrayGroups: XrayGroupStore
  readonly logGroups: LogGroupStore
  readonly logEvents: LogEventReader
  readonly insights: InsightsReader
  readonly logSearch: LogSearchReader
  readonly errorItems: ErrorItemReader
  readonly metrics: MetricReader
  /** Removes all received data; undefined with a server, whose data may belong to others. */
  clear?(): Promise<void>
  /** Undefined with a server, to which others may write. */
  readonly changes?: Changes
  /** Changes whenever rows are stored or deleted; `undefined` when others write to the store too. */
  version(): string | undefined
  /** Aborts running queries and refuses further ones. */
  abortQueries(): Promise<void>
  /** Writes the queued rows and releases the folder. */
  close(): Promise<void>
}

/**
 * Opens the store. Tables of the embedded engine are migrated, those of a server are only checked.
 * @throws StoreError whose message is one line that names the problem and the fix
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = await (options.server ? openServer(options.server) : openChdb(options.folder))
  try {
    if (options.server) await checkSchema(engine.reader, options.server.database)
    else await migrate(engine.writer, options.folder)
    const { folder, retention: bounds } = options
    const { onError = () => undefined } = bounds
    const durable = engine.ownsData
      ? await openDurableInsert(engine, {
          folder,
          onError,
          // Only whole parts are removed, so a part must be small compared with the limit.
          flushBytes: Math.min(maxFlushBytes, bounds.maxBytes / 16),
          ...options.flushing,
        })
      : undefined
    const insert: Engine['insert'] = durable
      ? (table, columns, lines) => durable.insert({ table, columns, lines })
      : engine.insert
    const rowSink = createRowSink({ insert }, await storedColumns(engine.writer), options.batching)
    const { sink, keys } = engine.ownsData
      ? await trackResourceKeys(engine.reader, rowSink.sink)
      : { sink: rowSink.sink, keys: anyKey }
    const reserve = engine.ownsData ? await openReserve(folder) : undefined
    const retention = reserve && startRetention(engine.writer, bounds, reserve)
    const dataFolder = engine.ownsData ? await watchDataFolder(folder, onError) : undefined
    const stored = skipRepeatedSpans(reserve ? reportFullDisk(sink, folder, onError) : sink)
    const changes = trackChanges(stored.sink)
    const context = { keys, tables: await loadTables(engine.reader) }
    const run = createRunQuery(engine.reader, context)
    const shapeOf = createSpanShape(run)
    const reader = createTelemetryReader(engine.reader, run)
    return {
      sink: {
        insert: async (kind, rows) => {
          await dataFolder?.assertPresent()
          await changes.sink.insert(kind, rows)
          // Removed meanwhile: the rows are lost although the engine accepted them.
          await dataFolder?.assertPresent()
        },
      },
      reader: {
        ...reader,
        ping: async () => {
          await dataFolder?.assertPresent()
          await reader.ping()
        },
      },
      analysis: createSpanAnalysisReader(run, shapeOf),
      serviceMap: createServiceMapReader(run, shapeOf),
      runs: createRunReader(run),
      traceSignals: createTraceSignalsReader(run),
      traceShape: createTraceShapeReader(run),
      traceList: createTraceListReader(run),
      segments: createSegmentReader(run),
      xrayGroups: createXrayGroupStore(engine),
      logGroups: createLogGroupStore(engine),
      logEvents: createLogEventReader(run),
      insights: createInsightsReader(engine.reader, context),
      logSearch: createLogSearchReader(run),
      errorItems: createErrorItemReader(run),
      metrics: createMetricReader(run),
      ...(reserve &&
        durable && {
          clear: () =>
            clear(engine.writer, reserve, durable).finally(() => {
              stored.forget()
              changes.clear()
            }),
        }),
      ...(engine.ownsData && { changes }),
      version: () => (engine.ownsData ? changes.version() : undefined),
      abortQueries: engine.abortQueries,
      close: async () => {
        await retention?.stop()
        await rowSink.close()
        await durable?.close()
        await engine.close()
      },
    }
  } catch (error) {
    await engine.close()
    throw damageError(error, options.folder) ?? error
  }
}
