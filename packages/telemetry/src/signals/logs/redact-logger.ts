import { type Logger, pino } from 'pino'
import type { Redactor } from '../../redaction/index.ts'
import { createBindingsText, deferBindings } from './bindings.ts'
import type { Fields, Formatters, PinoLogger } from './pino-logger.ts'
import { createFieldsRedactor, type Serializers } from './redact-fields.ts'

const none: Serializers = {}
const noBindings: Fields = {}
const noFormatters: Formatters = { bindings: (bindings) => bindings }

/**
 * Redacts every line of a logger and its children, and their bindings. Redaction is the last step
 * before a value becomes JSON, so serializers and formatters see the original values and no option
 * of a child can bypass it.
 */
export function redactLogger(logger: Logger, redactor: Redactor): void {
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
