import { limitBounds } from './bounds.ts'
import { Nanos, type Static, Type } from './schema.ts'
import { ServiceSearch, TraceSearch } from './traces.ts'

/** Time range as in a trace search; all stored data by default. */
export const RunSearch = Type.Object(
  {
    service: TraceSearch.properties.service,
    run: TraceSearch.properties.run,
    ...ServiceSearch.properties,
    limit: Type.Optional(Type.Integer({ ...limitBounds, default: 50 })),
  },
  { additionalProperties: false },
)
export type RunSearch = Static<typeof RunSearch>

/** One start of a service, with figures of the whole run. A text is '' when the service does not send it. */
export const Run = Type.Object({
  service: Type.String(),
  /** Its `service.instance.id`, the value of `run` in every search. */
  instanceId: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  host: Type.String(),
  pid: Type.String(),
  /** Start of the first and of the last that arrived of any signal. */
  firstSeenUnixNano: Nanos,
  lastSeenUnixNano: Nanos,
  /** Rows received per signal; a run need not send spans. */
  spanCount: Type.Number(),
  segmentCount: Type.Number(),
  logCount: Type.Number(),
  itemCount: Type.Number(),
  /** Of its spans of kind server or consumer: 0 where it sent none. */
  requestCount: Type.Number(),
  errorCount: Type.Number(),
  /** Whether spans were sampled, so that requests and errors are estimates. */
  estimated: Type.Boolean(),
})
export type Run = Static<typeof Run>

/** The one that started last comes first. */
export const RunList = Type.Object({ runs: Type.Array(Run) })
export type RunList = Static<typeof RunList>
