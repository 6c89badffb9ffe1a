import { context, type Span, SpanStatusCode } from '@opentelemetry/api'
import {
  type Instrumentation,
  InstrumentationBase,
  InstrumentationNodeModuleDefinition,
} from '@opentelemetry/instrumentation'
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { querySummary } from './query-summary.ts'

type Callback = (this: unknown, error: unknown, ...results: unknown[]) => unknown
type Query = (this: unknown, ...args: unknown[]) => unknown

interface Patchable {
  _getClientQueryPatch?: () => (query: Query) => Query
}

/**
 * Query spans as the conventions have them. The instrumentation (0.77) names them
 * `pg.query:SELECT database` (https://github.com/open-telemetry/opentelemetry-js-contrib/pull/1536), and
 * records errors as a sentence with the code, without type and stack (no upstream issue).
 */
export function createPgInstrumentation(): Instrumentation {
  let started: Span | undefined
  const instrumentation = new PgInstrumentation({
    requireParentSpan: true,
    ignoreConnectSpans: true,
    requestHook: (span, { query }) => {
      started = span
      if (!span.isRecording()) return
      const summary = summaryOf(query.text)
      span.updateName(summary ?? 'postgresql')
      if (summary !== undefined) span.setAttribute('db.query.summary', summary)
    },
  })
  // The hook is called right before the query; no hook is called for errors.
  const patchable = instrumentation as unknown as Patchable
  const patch = patchable._getClientQueryPatch
  patchable._getClientQueryPatch = () => {
    const instrument = patch?.call(instrumentation)
    const takeSpan = () => {
      const span = started
      started = undefined
      return span
    }
    return (query) => instrument?.(recordErrors(query, takeSpan)) ?? query
  }
  return instrumentation
}

function recordErrors(query: Query, takeSpan: () => Span | undefined): Query {
  return function queryWithErrors(...args) {
    const span = takeSpan()
    if (!span?.isRecording()) return query.apply(this, args)
    watchCallback(args, span)
    try {
      const result = query.apply(this, args)
      // Registered before the instrumentation's own handler, which ends the span.
      if (result instanceof Promise) result.catch((error) => recordError(span, error))
      return result
    } catch (error) {
      recordError(span, error)
      throw error
    }
  }
}

function watchCallback(args: unknown[], span: Span): void {
  const watched = (callback: Callback): Callback =>
    function (error, ...results) {
      if (error) recordError(span, error)
      return callback.call(this, error, ...results)
    }
  const last = args.length - 1
  const config = args[0] as { callback?: unknown } | null
  if (typeof args[last] === 'function') args[last] = watched(args[last] as Callback)
  else if (typeof config?.callback === 'function') {
    config.callback = watched(config.callback as Callback)
  }
}

const sqlState = /^[0-9A-Z]{5}$/

function recordError(span: Span, error: unknown): void {
  if (!(error instanceof Error)) return
  const { code } = error as Error & { code?: unknown }
  const type = className(error)
  const errorType = typeof code === 'string' && /\D/.test(code) ? code : type
  const isState = typeof code === 'string' && sqlState.test(code)
  span.setAttributes({
    'error.type': isState ? code : errorType,
    'db.response.status_code': isState ? code : undefined,
  })
  // An AggregateError of a refused connection has no message.
  const message = error.message || errorType
  span.recordException({ name: type, message, ...(error.stack && { stack: error.stack }) })
  span.setStatus({ code: SpanStatusCode.ERROR, message })
  // The sentence of the instrumentation and its status, which repeat this.
  span.recordException = () => undefined
  span.setStatus = () => span
}

/** pg leaves the name of its errors at `error`. */
function className(error: Error): string {
  return /^error$/i.test(error.name) ? (error.constructor?.name ?? 'Error') : error.name
}

const rememberedStatements = 500
const longestRemembered = 4000
const summaries = new Map<string, string | undefined>()

function summaryOf(sql: string): string | undefined {
  if (summaries.has(sql)) return summaries.get(sql)
  const summary = querySummary(sql)
  // A service runs few statements many times; generated ones fill the map only once.
  if (summaries.size < rememberedStatements && sql.length <= longestRemembered) {
    summaries.set(sql, summary)
  }
  return summary
}

type ConnectCallback = (...results: unknown[]) => unknown
interface PoolModule {
  readonly prototype: { connect(callback?: ConnectCallback): unknown }
}

/**
 * pg-pool runs the callback of a waiting `connect` in the context of the request that released the
 * connection, so a query would be recorded in another request's trace. instrumentation-pg (0.77) binds the
 * context only when it creates spans for `connect`.
 */
export class PoolContextInstrumentation extends InstrumentationBase {
  constructor() {
    super('@cruddur/pool-context', '1', {})
  }

  protected override init(): InstrumentationNodeModuleDefinition {
    return new InstrumentationNodeModuleDefinition(
      'pg-pool',
      ['>=2.0.0 <4'],
      (pool: PoolModule) => {
        this._wrap(
          pool.prototype,
          'connect',
          (connect) =>
            function (this: unknown, callback) {
              return connect.call(this, callback && context.bind(context.active(), callback))
            },
        )
        return pool
      },
    )
  }
}
