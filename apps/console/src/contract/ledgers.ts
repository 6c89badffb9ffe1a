import { Nanos, OneOf, type Static, Type } from './schema.ts'

/** Every service when none is named. */
export const LedgerSearch = Type.Object(
  { service: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })) },
  { additionalProperties: false },
)
export type LedgerSearch = Static<typeof LedgerSearch>

/** Counters of one signal since the service started: `accepted = sent + queued + dropped`. */
export const LedgerSignal = Type.Object({
  name: OneOf('spans', 'segments', 'logs', 'errorReports', 'metrics'),
  /** The destination, which need not be this console. */
  destination: Type.String(),
  accepted: Type.Integer(),
  sent: Type.Integer(),
  queued: Type.Integer(),
  /** By reason; docs/telemetry.md explains each. */
  dropped: Type.Record(Type.String(), Type.Integer()),
  /** There while its backend fails. */
  outage: Type.Optional(
    Type.Object({ since: Type.String(), reason: Type.String(), attempts: Type.Integer() }),
  ),
  /** Rows stored since that start, of all instances of the service. */
  stored: Type.Number(),
})
export type LedgerSignal = Static<typeof LedgerSignal>

const service = Type.String()
/** From CONSOLE_SERVICES. */
const url = Type.String()

/** The delivery counters of a service, next to the rows the console stored. */
export const ServiceLedger = Type.Union([
  Type.Object({
    service,
    state: Type.Literal('reachable'),
    url,
    instanceId: Type.String(),
    startUnixNano: Nanos,
    signals: Type.Array(LedgerSignal),
  }),
  Type.Object({ service, state: Type.Literal('unreachable'), url, reason: Type.String() }),
  Type.Object({ service, state: Type.Literal('not_configured') }),
])
export type ServiceLedger = Static<typeof ServiceLedger>

export const LedgerList = Type.Object({ ledgers: Type.Array(ServiceLedger) })
export type LedgerList = Static<typeof LedgerList>
