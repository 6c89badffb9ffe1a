import type Rollbar from 'rollbar'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { ErrorReportLevel } from '../error-report-context.ts'
import type { ReportableError } from './reportable-error.ts'

/** The data that rollbar cannot collect itself, merged into the payload it builds. */
export interface OccurrenceParts {
  readonly uuid: string
  readonly level: ErrorReportLevel
  readonly error: ReportableError
  readonly data: Readonly<Record<string, unknown>>
}

export type OccurrenceData = Record<string, unknown>

/** Builds the `data` of one occurrence. */
export type BuildOccurrence = (parts: OccurrenceParts) => Promise<OccurrenceData>

/** Passed through rollbar in place of a request, which it recognizes by `method`. */
interface Carrier {
  readonly method: 'report'
  readonly parts: OccurrenceParts
  readonly done: (data: OccurrenceData) => void
}

/**
 * rollbar 3.1 builds the payload and sends nothing (`transmit: false`): its transport has no timeout,
 * its retry queue has no limit, and its rate limiter is shared by all instances and counts nothing.
 * `transform` is the last public hook, before the raw error and the configuration are added.
 */
export async function createOccurrenceBuilder(
  service: ServiceIdentity,
  redactor: Redactor,
): Promise<BuildOccurrence> {
  // Loading takes 70 ms and 24 MB, so it is deferred to the first report.
  const { default: Client } = await import('rollbar')
  const rollbar = new Client({
    environment: service.environment.slice(0, rollbarLimits.environment),
    codeVersion: service.codeVersion?.slice(0, rollbarLimits.codeVersion),
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

function build(rollbar: Rollbar, parts: OccurrenceParts): Promise<OccurrenceData> {
  return new Promise((resolve, reject) => {
    const carrier: Carrier = { method: 'report', parts, done: resolve }
    // Also called after `transform`, because nothing is transmitted; the promise is settled by then.
    const failed = (error?: unknown) => reject(error ?? new Error('rollbar built no payload'))
    const { className, message } = parts.error
    rollbar[parts.level](className === undefined ? message : toError(parts.error), carrier, failed)
  })
}

/** rollbar follows `cause` without a limit and reads `errors`, so it gets an error rebuilt from safe values. */
function toError({ className = 'Error', message, frameLines, cause }: ReportableError): Error {
  const error = new Error(message, cause && { cause: toError(cause) })
  error.name = className
  error.stack = [className, ...frameLines].join('\n')
  return error
}

function finish(
  data: OccurrenceData,
  { uuid, level }: OccurrenceParts,
  redactor: Redactor,
): OccurrenceData {
  const { server, body, notifier, ...rest } = data
  const { name, version } = notifier as Record<'name' | 'version', string>
  const { argv: _argv, ...host } = server as { argv: unknown }
  const { trace_chain: traces, message } = body as { trace_chain?: Trace[]; message?: unknown }
  return {
    ...rest,
    uuid,
    level,
    framework: 'fastify',
    // A copy, because rollbar adds the raw error and the configuration to its own object later.
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

/** Source lines may contain secrets. */
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

/** Maximum lengths of an item's fields; https://docs.rollbar.com/reference/create-item */
export const rollbarLimits = {
  codeVersion: 40,
  context: 255,
  email: 255,
  environment: 255,
  personId: 40,
  username: 255,
} as const
