import { counted, Figures } from './figures.ts'
import { timeFilters } from './filters.ts'
import { Nanos, OneOf, type Static, Type } from './schema.ts'

/** Requests per service and calls between services; times and durations as in traces.ts. */

export const ServiceMapSearch = Type.Object(
  {
    ...timeFilters,
    /** Whether to read the calls, which takes most of the time; `true` by default. */
    calls: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type ServiceMapSearch = Static<typeof ServiceMapSearch>

const SignalRows = Type.Object({
  spans: Type.Number(),
  segments: Type.Number(),
  logs: Type.Number(),
  errors: Type.Number(),
})
export type SignalRows = Static<typeof SignalRows>

export const ServiceOverview = Type.Object({
  name: Type.String(),
  /** Requests that the service handled: its spans of kind server or consumer. */
  requests: Figures,
  /**
   * `metrics` when spans are sampled and the service sends `http.server.request.duration`: its
   * measurements, which include every request.
   */
  source: OneOf('spans', 'metrics'),
  /** One entry per time step; empty when it handled no request. */
  requestCounts: Type.Array(Type.Number()),
  errorCounts: Type.Array(Type.Number()),
  /** P95 of the duration in each step; `null` without a request. */
  p95Nanos: Type.Array(Type.Union([Nanos, Type.Null()])),
  /** Rows received per signal. */
  signals: SignalRows,
})
export type ServiceOverview = Static<typeof ServiceOverview>

export const ServiceCall = Type.Object({
  caller: Type.String(),
  /** A service, or the peer as the caller names it: `postgresql`, a host name. */
  callee: Type.String(),
  isService: Type.Boolean(),
  ...counted,
  p50Nano: Nanos,
  p95Nano: Nanos,
})
export type ServiceCall = Static<typeof ServiceCall>

export const ServiceMap = Type.Object({
  startUnixNano: Nanos,
  stepNano: Nanos,
  stepCount: Type.Integer(),
  services: Type.Array(ServiceOverview),
  /** Empty when they are not requested. */
  calls: Type.Array(ServiceCall),
})
export type ServiceMap = Static<typeof ServiceMap>
