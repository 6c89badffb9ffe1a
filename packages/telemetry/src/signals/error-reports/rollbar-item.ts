import type Rollbar from 'rollbar'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { ErrorReportLevel } from '../error-report-context.ts'
import type { ReportableError } from './reportable-error.ts'

/** What rollbar cannot know by itself; laid over the item that it builds. */
export interface ItemParts {
  readonly uuid: string
  readonly level: ErrorReportLevel
  readonly error: ReportableError
  readonly data: Readonly<Record<string, unknown>>
}

export type ItemData = Record<string, unknown>

/** Builds the `data` of one item. */
export type BuildItem = (parts: ItemParts) => Promise<ItemData>

/** Travels through rollbar as what it takes for a request: an object with a `method`. */
interface Carrier {
  readonly method: 'report'
  readonly parts: ItemParts
  readonly done: (data: ItemData) => void
}

/**
 * rollbar 3.1 builds the item and sends nothing (`transmit: false`): its transport has no timeout, its
 * retry queue no bound, its limiter is shared by all instances and counts nothing. `transform` is the
 * last public place where the item is seen, before the raw error and the configuration are added to it.
 */
export async function createItemBuilder(
  service: ServiceIdentity,
  redactor: Redactor,
): Promise<BuildItem> {
  // 70 ms and 24 MB, which only a process that has something to report pays.
  const { default: Client } = await import('rollbar')
  const rollbar = new Client({
    environment: service.environment,
    codeVersion: service.codeVersion,
    transmit: false,
    ignoreDuplicateErrors: false,
    includeItemsInTelemetry: false,
    overwriteScrubFields: true,
    scrubFields: [],
    scrubHeaders: [],
    addRequestData: (data, carrier) => {
      Object.assign(data, (carrier as unknown as Carrier).parts.data)
    },
    transform: (data, item) => {
      const { parts, done } = item.request as Carrier
      done(finish(data, parts, redactor))
    },
  })
  return (parts) => build(rollbar, parts)
}

function build(rollbar: Rollbar, parts: ItemParts): Promise<ItemData> {
  return new Promise((resolve, reject) => {
    const carrier: Carrier = { method: 'report', parts, done: resolve }
    // Also called after `transform`, because nothing is transmitted; by then the promise is settled.
    const failed = (error?: unknown) => reject(error ?? new Error('rollbar built no item'))
    const { className, message } = parts.error
    rollbar[parts.level](className === undefined ? message : toError(parts.error), carrier, failed)
  })
}

/** rollbar follows `cause` without an end and reads `errors`, so it is given an error that has been tamed. */
function toError({ className = 'Error', message, frameLines, cause }: ReportableError): Error {
  const error = new Error(message, cause && { cause: toError(cause) })
  error.name = className
  error.stack = [className, ...frameLines].join('\n')
  return error
}

function finish(data: ItemData, { uuid, level }: ItemParts, redactor: Redactor): ItemData {
  const { server, body, notifier, ...rest } = data
  const { name, version } = notifier as Record<'name' | 'version', string>
  const { argv: _argv, ...host } = server as { argv: unknown }
  const { trace_chain: traces, message } = body as { trace_chain?: Trace[]; message?: unknown }
  return {
    ...rest,
    uuid,
    level,
    framework: 'fastify',
    // A copy: rollbar adds the raw error and the configuration to its own afterwards.
    notifier: { name, version },
    server: { ...host, root: process.cwd() },
    body: traces ? { trace_chain: traces.map((trace) => shorten(trace, redactor)) } : { message },
  }
}

interface Trace {
  readonly frames: readonly Frame[]
  readonly exception: unknown
}

interface Frame {
  readonly code?: string
  readonly context?: Readonly<Record<'pre' | 'post', readonly string[]>>
  readonly runtimePosition?: unknown
}

/** Lines of source may hold secrets as well as values may. */
function shorten({ frames, exception }: Trace, redactor: Redactor) {
  return {
    exception,
    frames: frames.map(({ runtimePosition: _twice, code, context, ...frame }) => ({
      ...frame,
      ...(code !== undefined && { code: redactor.text(code) }),
      ...(context && {
        context: { pre: context.pre.map(redactor.text), post: context.post.map(redactor.text) },
      }),
    })),
  }
}
