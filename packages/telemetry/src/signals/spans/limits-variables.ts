import { number, type Values } from '@cruddur/environment'

const limit = (description: string, fallback: number) =>
  number({ description, default: fallback, min: 0, max: 1_000_000 })

/** OpenTelemetry's own names and defaults. */
export const spanLimitsVariables = {
  OTEL_ATTRIBUTE_COUNT_LIMIT: limit('Maximum number of attributes of a span', 128),
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: number({
    description: 'Maximum length of an attribute value in characters; default: unlimited',
    min: 0,
    max: 1_000_000,
  }),
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: number({
    description: 'Overrides OTEL_ATTRIBUTE_COUNT_LIMIT',
    min: 0,
    max: 1_000_000,
  }),
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: number({
    description: 'Overrides OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    min: 0,
    max: 1_000_000,
  }),
  OTEL_SPAN_EVENT_COUNT_LIMIT: limit('Maximum number of events of a span', 128),
  OTEL_SPAN_LINK_COUNT_LIMIT: limit('Maximum number of links of a span', 128),
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: limit('Maximum number of attributes of a span event', 128),
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: limit('Maximum number of attributes of a span link', 128),
}

export interface SpanLimits {
  readonly attributeCountLimit: number
  readonly attributeValueLengthLimit: number
  readonly eventCountLimit: number
  readonly linkCountLimit: number
  readonly attributePerEventCountLimit: number
  readonly attributePerLinkCountLimit: number
}

export function spanLimits(values: Values<typeof spanLimitsVariables>): SpanLimits {
  return Object.freeze({
    attributeCountLimit:
      values.OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT ?? values.OTEL_ATTRIBUTE_COUNT_LIMIT,
    attributeValueLengthLimit:
      values.OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT ??
      values.OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT ??
      Number.POSITIVE_INFINITY,
    eventCountLimit: values.OTEL_SPAN_EVENT_COUNT_LIMIT,
    linkCountLimit: values.OTEL_SPAN_LINK_COUNT_LIMIT,
    attributePerEventCountLimit: values.OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT,
    attributePerLinkCountLimit: values.OTEL_LINK_ATTRIBUTE_COUNT_LIMIT,
  })
}
