import { trace } from '@opentelemetry/api'
import { type DestinationStream, type Logger, pino } from 'pino'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { toXrayTraceId } from '../../correlation/index.ts'
import type { Redactor } from '../../redaction/index.ts'
import { createBindingsText, deferBindings } from './bindings.ts'
import type { Fields, Formatters, PinoLogger } from './pino-logger.ts'
import { createFieldsRedactor, type Serializers } from './redact-fields.ts'
import type { LogsConfig } from './variables.ts'

export interface CreateLoggerOptions {
  readonly level: LogsConfig['level']
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  readonly destination: DestinationStream
}

/** Every line is redacted and carries the IDs of the active span. */
export function createLogger(options: CreateLoggerOptions): Logger {
  const { level, service, redactor, destination } = options
  const { name, version } = service
  const logger = pino(
    {
      // CloudWatch Logs Insights discovers fields in this shape.
      base: { service: name, version },
      formatters: { level: (label) => ({ level: label }) },
      level,
      mixin: activeTraceFields,
      // Errors are serialized with their redaction.
      serializers: { err: (error) => error },
    },
    destination,
  )
  redactLogger(logger, redactor)
  return logger
}

/** The IDs of the active span as a new object, which the caller may change. */
function activeTraceFields(): Record<string, unknown> {
  const span = trace.getActiveSpan()
  if (!span) return {}
  const { traceId, spanId } = span.spanContext()
  return { trace_id: traceId, span_id: spanId, xray_trace_id: toXrayTraceId(traceId) }
}

const none: Serializers = {}
const noBindings: Fields = {}
const noFormatters: Formatters = { bindings: (bindings) => bindings }

/**
 * Redacts every line of a logger and its children, and their bindings. Redaction is the last step
 * before a value becomes JSON, so serializers and formatters see the original values and no option
 * of a child can bypass it.
 */
function redactLogger(logger: Logger, redactor: Redactor): void {
  const root = logger as unknown as PinoLogger
  const redactFields = createFieldsRedactor(redactor)
  const rootSerializers = root[pino.symbols.serializersSym]
  const { child, setBindings } = root
  const asJson = root[pino.symbols.asJsonSym]
  const createChild = deferBindings(root, createBindingsText(redactor, redactFields))

  const safeMessage = (message: unknown) =>
    typeof message === 'string' ? redactor.text(message) : message

  function serializersOf(instance: PinoLogger): Serializers {
    const serializers = instance[pino.symbols.serializersSym]
    return serializers === rootSerializers ? none : serializers
  }

  /** The logger without serializers and formatters, which have been applied. */
  function plain(instance: PinoLogger): PinoLogger {
    const view: PinoLogger = Object.create(instance)
    view[pino.symbols.serializersSym] = none
    view[pino.symbols.formattersSym] = noFormatters
    return view
  }

  root[pino.symbols.asJsonSym] = function asRedactedJson(fields, message, level, time) {
    const { log: format } = this[pino.symbols.formattersSym]
    const serializers = serializersOf(this)
    // The mixin creates the fields for each line, a formatter may return an object of the caller.
    const own = redactFields(format ? { ...format(fields) } : fields, serializers)
    if (serializers === none && !format) {
      return asJson.call(this, own, safeMessage(message), level, time)
    }
    const text = serializers.msg && message !== undefined ? serializers.msg(message) : message
    return asJson.call(plain(this), own, safeMessage(text), level, time)
  }

  root.child = function redactedChild(bindings, options) {
    // pino throws without bindings.
    if (!bindings) return child.call(this, bindings, options)
    if (isEmpty(options) && serializersOf(this) === none) return createChild(this, bindings)
    const created = child.call(this, noBindings, options)
    created.setBindings(bindings)
    return created
  }

  root.setBindings = function setRedactedBindings(bindings) {
    const formatted = this[pino.symbols.formattersSym].bindings(bindings)
    const view = plain(this)
    setBindings.call(view, redactFields({ ...formatted }, serializersOf(this)))
    this[pino.symbols.chindingsSym] = view[pino.symbols.chindingsSym]
  }
}

function isEmpty(options: object | undefined): boolean {
  for (const _key in options) return false
  return true
}
