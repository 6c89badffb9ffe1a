import {
  type Attributes,
  type Exception,
  type HrTime,
  type Link,
  type SpanContext,
  type SpanStatus,
  SpanStatusCode,
  TraceFlags,
} from '@opentelemetry/api'
import { cleanAttributes, cleanSimpleAttributes } from '@opentelemetry/core'
import type { TimedEvent } from '@opentelemetry/sdk-trace'
import { printable, type WarnOnce } from '../../warn-once.ts'
import type { SpanLimits } from '../limits-variables.ts'

/** A link with attributes within the limits; undefined, with a diagnostic, when its IDs cannot be encoded. */
function cleanLink(link: Link, limits: SpanLimits, warn: WarnOnce): Link | undefined {
  try {
    const { context, attributes } = link
    if (isTooDeep(attributes)) warn('a link has attributes that are nested too deep', attributes)
    else if (hasValidIds(context)) {
      return {
        context: cleanContext(context, warn),
        ...(cleanAttributes(attributes, {
          attributeCountLimit: limits.attributePerLinkCountLimit,
          attributeValueLengthLimit: limits.attributeValueLengthLimit,
        }) as Pick<Link, 'attributes'>),
      }
    } else warn('a link needs a trace ID of 32 and a span ID of 16 hexadecimal digits', context)
  } catch (error) {
    warn('a link must be an object with the context of a span', error)
  }
  return undefined
}

/** A context that OTLP can encode. */
function cleanContext(context: SpanContext, warn: WarnOnce): SpanContext {
  const { traceId, spanId, traceFlags, isRemote } = context
  if (Number.isInteger(traceFlags)) return context
  warn('the trace flags of a link must be a number', traceFlags)
  return { traceId, spanId, traceFlags: TraceFlags.NONE, ...(isRemote === true && { isRemote }) }
}

const none = { links: [], dropped: 0 } as const

/** Valid links of a list, and how many were invalid. */
export function cleanLinks(
  links: unknown,
  limits: SpanLimits,
  warn: WarnOnce,
): { readonly links: readonly Link[]; readonly dropped: number } {
  if (links === undefined || links === null) return none
  if (!Array.isArray(links)) {
    warn('links must be an array', links)
    return none
  }
  const valid = links.flatMap((link) => cleanLink(link, limits, warn) ?? [])
  return { links: valid, dropped: links.length - valid.length }
}

/** A name as text, with a diagnostic when an application passed something else. Never throws. */
export function nameOf(name: unknown, fallback: string, warn: WarnOnce): string {
  if (typeof name === 'string') return name
  warn('a name must be a string', name)
  return name === undefined || name === null ? fallback : printable(name)
}

/** A status whose message is text, on errors only; undefined for one that sets nothing. */
export function cleanStatus(status: SpanStatus, warn: WarnOnce): SpanStatus | undefined {
  const { code, message } = readStatus(status, warn)
  if (!code) return undefined
  if (!Number.isInteger(code)) {
    warn('a status code must be UNSET, OK or ERROR', code)
    return undefined
  }
  if (code !== SpanStatusCode.ERROR || message === undefined || message === null) return { code }
  if (typeof message === 'string') return { code, message }
  warn('a status message must be a string', message)
  return { code }
}

/** A getter may throw. */
function readStatus(status: SpanStatus, warn: WarnOnce): Partial<SpanStatus> {
  try {
    const { code, message } = status ?? {}
    return { ...(code && { code }), ...(message !== undefined && { message }) }
  } catch (error) {
    warn('a status cannot be read', error)
    return {}
  }
}

/**
 * The attributes of an exception event, chosen as the SDK (3.1) does: empty values are omitted.
 *
 * @returns undefined for an exception with neither type nor message
 * @throws what a getter of the exception throws
 * @see https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/
 */
export function exceptionAttributes(exception: Exception): Attributes | undefined {
  const attributes: Attributes = {}
  if (typeof exception === 'string') attributes['exception.message'] = exception
  else if (exception) {
    if (exception.code) attributes['exception.type'] = exception.code.toString()
    else if (exception.name) attributes['exception.type'] = exception.name
    if (exception.message) attributes['exception.message'] = exception.message
    if (exception.stack) attributes['exception.stacktrace'] = exception.stack
  }
  return attributes['exception.type'] || attributes['exception.message'] ? attributes : undefined
}

/** An event with attributes within the limits. @throws what a getter of the attributes throws */
export function timedEvent(
  name: string,
  time: HrTime,
  attributes: Attributes | undefined,
  { attributePerEventCountLimit, attributeValueLengthLimit }: SpanLimits,
): TimedEvent {
  return {
    name,
    time,
    ...(cleanSimpleAttributes(attributes, {
      attributeCountLimit: attributePerEventCountLimit,
      attributeValueLengthLimit,
    }) as Pick<TimedEvent, 'attributes'>),
  }
}

/** Each level is three protobuf messages, and parsers of some backends accept 100 nested messages. */
const maxDepth = 30

/** Whether a backend may reject the request because of how deep the value is nested. */
export function isTooDeep(value: unknown, levels = maxDepth): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1))
}

const traceId = /^[0-9a-f]{32}$/i
const spanId = /^[0-9a-f]{16}$/i

/** Whether OTLP can encode the IDs. A UUID or an X-Ray trace ID makes a backend reject the whole request. */
function hasValidIds(context: SpanContext | undefined): boolean {
  return (
    typeof context?.traceId === 'string' &&
    typeof context.spanId === 'string' &&
    traceId.test(context.traceId) &&
    spanId.test(context.spanId)
  )
}
