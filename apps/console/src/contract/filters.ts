import { durationBounds } from './bounds.ts'
import { OneOf, type Static, Type } from './schema.ts'

/** `since` is a duration back from now (`15m`, `2h`, `7d`); `start` and `end` are ISO 8601 and override it. */
export const timeFilters = {
  since: Type.Optional(Type.String(durationBounds)),
  start: Type.Optional(Type.String({ format: 'date-time' })),
  end: Type.Optional(Type.String({ format: 'date-time' })),
}

/** The filters of every search of spans: a filter that is added here is accepted by all of them. */
export const spanFilters = {
  service: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  operation: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  /** A start of a service, by its `service.instance.id`. */
  run: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  ...timeFilters,
  minDuration: Type.Optional(Type.String(durationBounds)),
  maxDuration: Type.Optional(Type.String(durationBounds)),
  status: Type.Optional(OneOf('error', 'ok')),
  /** `http.route = "/x" AND NOT duration < 200ms`; docs/query-language.md. */
  where: Type.Optional(Type.String({ minLength: 1, maxLength: 4_000 })),
}

const TimeFilters = Type.Object(timeFilters)
export type TimeFilters = Static<typeof TimeFilters>
const SpanFilters = Type.Object(spanFilters)
export type SpanFilters = Static<typeof SpanFilters>
